use nigao::*;
use std::sync::Arc;
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read(&path).unwrap();
        let text = text::decode::decode(&text).unwrap().text;
        let a = analyze(&text::Text::from(text.as_str()), &Arc::new(Reference::default()), None);
        println!("=== {path}");
        println!("TITLE {:?}", a.document.front.title);
        println!(
            "NOTE {:?}",
            a.document.front.adoption.as_ref().map(|n| (&n.text, n.iso_date(), &n.meeting, &n.lines))
        );
        if std::env::var("ROLES").is_ok() {
            for (i, r) in a.document.front.roles.iter().enumerate() {
                if !matches!(r, document::Role::Body | document::Role::Blank) {
                    println!(
                        "  {:?} {} {}",
                        r,
                        i + 1,
                        a.document.lines[i].text.trim().chars().take(50).collect::<String>()
                    );
                }
            }
        }
        if std::env::var("OUT").is_ok() {
            for s in &a.document.outline.sections {
                println!(
                    "  {}{} {} {:?} {} [{}..{}]",
                    "  ".repeat(s.level),
                    s.kind.name(),
                    s.marker.as_deref().unwrap_or("-"),
                    s.number,
                    s.title.chars().take(40).collect::<String>(),
                    s.extent.start + 1,
                    s.extent.end
                );
            }
            println!(
                "  closing {:?} runs_on {:?}",
                a.document.outline.closing.map(|c| c + 1),
                a.document.reading.runs_on
            );
        }
        for f in &a.findings {
            println!(
                "  {:?} {} {}:{} 「{}」 {}",
                f.severity,
                f.rule,
                f.span.start.line + 1,
                f.span.start.byte,
                analysis::marked_text(&a.document, f).chars().take(40).collect::<String>(),
                f.message
            );
        }
    }
}
