fn main() {
    let r = nigao::Reference::default();
    for l in std::env::args().skip(1) {
        for m in r.near.find(&l, &[], -20.0) {
            println!(
                "{:.1} [{}] word [{}] → {} {:?} edit {}:{} n={}",
                m.score,
                &l[m.range.clone()],
                &l[m.word.clone()],
                r.near.known(m.known).text,
                m.slip,
                &l[m.edit.clone()],
                m.replacement,
                r.near.known(m.known).count
            );
        }
        println!("--");
    }
}
