//! TBX, the exchange format of termbases (ISO 30042:2019).
//!
//! The dialect TBX-Basic in DCA style is written; it and `martif` of TBX v2 are read. What the dialect
//! has no category for goes into a note, as JSON after `nigao:`, so that nothing is lost on the way.

use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::Writer;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::sheet::{At, Sheet};
use super::xml::{self, Element};
use super::{Entry, Forbidden, Form, FormKind, Status};

/// What a note of ours begins with.
const OWN: &str = "nigao:";
const STATUS: [(Status, &str); 4] = [
    (Status::Preferred, "preferredTerm-admn-sts"),
    (Status::Admitted, "admittedTerm-admn-sts"),
    (Status::Deprecated, "deprecatedTerm-admn-sts"),
    (Status::Superseded, "supersededTerm-admn-sts"),
];
const KIND: [(FormKind, &str); 4] = [
    (FormKind::Full, "fullForm"),
    (FormKind::Short, "shortForm"),
    (FormKind::Variant, "variant"),
    (FormKind::Abbreviation, "abbreviation"),
];

/// The fields of a note of ours.
type Own = Map<String, Value>;

/// `entries` as a TBX file.
pub fn write(entries: &[Entry]) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write_file(&mut writer, entries).expect("memory takes everything");
    let mut text = String::from_utf8(writer.into_inner()).expect("strings were written");
    text.push('\n');
    text
}

type Written = std::io::Result<()>;

fn write_file(writer: &mut Writer<Vec<u8>>, entries: &[Entry]) -> Written {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = [
        ("xmlns", "urn:iso:std:iso:30042:ed-2"),
        ("type", "TBX-Basic"),
        ("style", "dca"),
        ("xml:lang", "zh-Hans"),
    ];
    let root = writer.create_element("tbx").with_attributes(root);
    root.write_inner_content(|writer| {
        let header = writer.create_element("tbxHeader");
        header.write_inner_content(|writer| {
            let description = writer.create_element("fileDesc");
            description.write_inner_content(|writer| {
                let source = writer.create_element("sourceDesc");
                source.write_inner_content(|writer| write_text(writer, "p", None, "拟稿术语库")).map(drop)
            })?;
            Ok(())
        })?;
        let text = writer.create_element("text");
        text.write_inner_content(|writer| {
            let body = writer.create_element("body");
            body.write_inner_content(|writer| {
                (0..entries.len()).try_for_each(|index| write_entry(writer, entries, index))
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn write_entry(writer: &mut Writer<Vec<u8>>, entries: &[Entry], index: usize) -> Written {
    let entry = &entries[index];
    let mut own = fields(entry);
    for carried in ["name", "forms", "forbidden"] {
        own.remove(carried);
    }
    let name = carry(&mut own, "name", &entry.name);
    let [category, source, note] =
        [("category", &entry.category), ("source", &entry.source), ("note", &entry.note)].map(
            |(key, text)| {
                own.remove(key);
                carry(&mut own, key, text)
            },
        );
    let others = entry.forbidden.iter().enumerate().filter(|(_, forbidden)| literal(forbidden).is_none());
    let others: Vec<Value> = others.map(|(at, forbidden)| json!([at, forbidden])).collect();
    if !others.is_empty() {
        own.insert("patterns".to_owned(), others.into());
    }
    let id = id_of(index);
    let concept = writer.create_element("conceptEntry").with_attribute(("id", &*id));
    concept.write_inner_content(|writer| {
        write_text(writer, "descrip", Some("subjectField"), &category)?;
        write_text(writer, "admin", Some("source"), &source)?;
        if let Some(newer) = &entry.superseded_by
            && let Some(newer) = entries.iter().position(|entry| entry.name == *newer)
        {
            let reference = writer.create_element("ref").with_attribute(("type", "crossReference"));
            let reference = reference.with_attribute(("target", &*id_of(newer)));
            reference.write_text_content(escaped(&clean(&entries[newer].name)))?;
        }
        write_text(writer, "note", None, &note)?;
        write_own(writer, &own)?;
        let language = writer.create_element("langSec").with_attribute(("xml:lang", "zh-Hans"));
        language.write_inner_content(|writer| {
            write_term(writer, &name, Status::Preferred, FormKind::Full, "", &Own::new())?;
            entry.forms.iter().try_for_each(|form| write_form(writer, form))?;
            entry.forbidden.iter().try_for_each(|forbidden| write_forbidden(writer, forbidden))
        })?;
        Ok(())
    })?;
    Ok(())
}

fn id_of(index: usize) -> String {
    format!("c{}", index + 1)
}

fn write_form(writer: &mut Writer<Vec<u8>>, form: &Form) -> Written {
    let mut own = fields(form);
    for carried in ["text", "status", "kind", "note"] {
        own.remove(carried);
    }
    let text = carry(&mut own, "text", &form.text);
    let note = carry(&mut own, "note", &form.note);
    write_term(writer, &text, form.status, form.kind, &note, &own)
}

/// A literal wrong form is a term not to be used; the note says that it is wrong, and in what.
fn write_forbidden(writer: &mut Writer<Vec<u8>>, forbidden: &Forbidden) -> Written {
    let Some(text) = literal(forbidden) else { return Ok(()) };
    let mut about = fields(forbidden);
    about.remove("text");
    let shown = carry(&mut about, "text", text);
    let own = Own::from_iter([("forbidden".to_owned(), about.into())]);
    write_term(writer, &shown, Status::Deprecated, FormKind::Variant, "", &own)
}

/// The text of a forbidden form that is given literally.
fn literal(forbidden: &Forbidden) -> Option<&str> {
    forbidden.text.as_deref().filter(|_| forbidden.pattern.is_none())
}

fn write_term(
    writer: &mut Writer<Vec<u8>>,
    text: &str,
    status: Status,
    kind: FormKind,
    note: &str,
    own: &Own,
) -> Written {
    let section = writer.create_element("termSec");
    section.write_inner_content(|writer| {
        writer.create_element("term").write_text_content(escaped(text))?;
        let speech = if text.contains(['、', '，']) { "other" } else { "noun" };
        write_text(writer, "termNote", Some("partOfSpeech"), speech)?;
        let status = STATUS.iter().find(|(one, _)| *one == status).map_or("", |(_, name)| name);
        write_text(writer, "termNote", Some("administrativeStatus"), status)?;
        let kind = KIND.iter().find(|(one, _)| *one == kind).map_or("", |(_, name)| name);
        write_text(writer, "termNote", Some("termType"), kind)?;
        write_text(writer, "note", None, note)?;
        write_own(writer, own)
    })?;
    Ok(())
}

/// An element with text; none when the text is empty.
fn write_text(writer: &mut Writer<Vec<u8>>, name: &str, kind: Option<&str>, text: &str) -> Written {
    if !text.is_empty() {
        let element = writer.create_element(name).with_attributes(kind.map(|kind| ("type", kind)));
        element.write_text_content(escaped(text))?;
    }
    Ok(())
}

/// `text` with quotation marks as they are: the notes are full of them.
fn escaped(text: &str) -> BytesText<'_> {
    BytesText::from_escaped(partial_escape(text))
}

fn write_own(writer: &mut Writer<Vec<u8>>, own: &Own) -> Written {
    if own.is_empty() {
        return Ok(());
    }
    let mut note = String::from(OWN);
    for c in Value::from(own.clone()).to_string().chars() {
        // JSON may have them as they are, XML may not have them at all.
        match c {
            '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => note += &format!("\\u{:04x}", u32::from(c)),
            _ => note.push(c),
        }
    }
    write_text(writer, "note", None, &note)
}

/// What is said about `value`, by field.
fn fields(value: &impl Serialize) -> Own {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        _ => Own::new(),
    }
}

/// `text` for an element. What would not come back as it is stands in `own` as well.
fn carry(own: &mut Own, key: &str, text: &str) -> String {
    let shown = clean(text);
    if shown != text || text.trim() != text || text.starts_with(OWN) {
        own.insert(key.to_owned(), text.into());
    }
    if shown.starts_with(OWN) { String::new() } else { shown }
}

/// `text` without the characters that XML has no place for or does not keep.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// Reads a TBX file.
pub(super) fn read(text: &str) -> Sheet {
    let (root, faults) = xml::parse(text);
    let mut sheet = Sheet { entries: Vec::new(), faults };
    let Some(root) = root else { return sheet };
    if !matches!(&*root.name, "tbx" | "martif") {
        sheet
            .faults
            .push((root.byte, format!("不是 TBX 文件：根元素是 <{}>，应当是 <tbx> 或 <martif>", root.name)));
    } else if root.attribute("style") == "dct" {
        sheet.faults.push((root.byte, "不能读 DCT 样式的 TBX，请转换为 DCA 样式".to_owned()));
    } else {
        for concept in root.all(&["conceptEntry", "termEntry"]) {
            match entry(concept) {
                Ok(entry) => sheet.entries.push((entry, At::Byte(concept.byte))),
                Err(fault) => sheet.faults.push(fault),
            }
        }
    }
    sheet
}

type Fault = (usize, String);

/// The entry that a concept is in Chinese.
fn entry(concept: &Element) -> Result<Entry, Fault> {
    let languages = concept.all(&["langSec", "langSet"]);
    let chinese = languages.iter().filter(|language| {
        let tag = language.attribute("xml:lang").to_ascii_lowercase();
        tag == "zh" || tag.starts_with("zh-")
    });
    let traditional = |language: &&&Element| {
        let tag = language.attribute("xml:lang").to_ascii_lowercase();
        ["hant", "tw", "hk", "mo"].iter().any(|part| tag.contains(part))
    };
    let Some(chinese) = chinese.min_by_key(traditional) else {
        return Err((concept.byte, "这一条没有中文术语（xml:lang=\"zh\"），未读入".to_owned()));
    };
    let mut terms = Vec::new();
    for section in chinese.all(&["termSec", "tig", "ntig"]) {
        terms.push(Term::read(section)?);
    }
    terms.retain(|term| !term.text.is_empty() || !term.own.is_empty());
    let usable = |term: &Term| !term.own.contains_key("forbidden");
    let best = terms.iter().position(|term| usable(term) && term.status == Status::Preferred);
    let best = best.or_else(|| terms.iter().position(|term| usable(term) && term.status == Status::Admitted));
    let Some(best) = best.or_else(|| terms.iter().position(usable)) else {
        return Err((concept.byte, "这一条没有术语（<term>），未读入".to_owned()));
    };
    let name = terms.remove(best);
    let (mut own, note) = notes(concept)?;
    let typed = |element: &str, kind: &str| {
        let groups =
            concept.children.iter().filter(|child| matches!(&*child.name, "descripGrp" | "adminGrp"));
        let mut all = concept.children.iter().chain(groups.flat_map(|group| &group.children));
        let found = all.find(|child| child.name == element && child.attribute("type") == kind);
        found.map(|found| found.text.clone()).unwrap_or_default()
    };
    let (category, source) = (typed("descrip", "subjectField"), typed("admin", "source"));
    for (key, text) in [("name", name.text), ("category", category), ("source", source), ("note", note)] {
        own.entry(key).or_insert(text.into());
    }
    let (wrong, forms): (Vec<Term>, Vec<Term>) = terms.into_iter().partition(|term| !usable(term));
    own.insert("forms".to_owned(), forms.into_iter().map(Term::form).collect());
    let mut forbidden: Vec<Value> = wrong.into_iter().map(Term::forbidden).collect();
    if let Some(Value::Array(patterns)) = own.remove("patterns") {
        for pattern in patterns {
            let at = pattern[0].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
            forbidden.insert(at.min(forbidden.len()), pattern[1].clone());
        }
    }
    own.insert("forbidden".to_owned(), forbidden.into());
    serde_json::from_value(own.into())
        .map_err(|error| (concept.byte, format!("note 中“{OWN}”后面的内容有误（{error}），这一条未读入")))
}

/// A term as its section has it.
struct Term {
    text: String,
    status: Status,
    kind: FormKind,
    note: String,
    own: Own,
}

impl Term {
    fn read(section: &Element) -> Result<Self, Fault> {
        let text = section.all(&["term"]).first().map(|term| term.text.clone()).unwrap_or_default();
        let typed = |kind: &str| {
            let all = section.all(&["termNote"]);
            all.into_iter().find(|note| note.attribute("type") == kind).map_or("", |note| &*note.text)
        };
        let status = typed("administrativeStatus");
        let status = STATUS
            .iter()
            .find(|(_, name)| name.trim_end_matches("-admn-sts") == status.trim_end_matches("-admn-sts"));
        let kind = match typed("termType") {
            "acronym" => "abbreviation",
            kind => kind,
        };
        let kind = KIND.iter().find(|(_, name)| *name == kind);
        let (own, note) = notes(section)?;
        let (status, kind) = (
            status.map_or_else(Status::default, |one| one.0),
            kind.map_or_else(FormKind::default, |one| one.0),
        );
        Ok(Self { text, status, kind, note, own })
    }

    fn form(self) -> Value {
        let mut fields = fields(&Form {
            text: self.text,
            status: self.status,
            kind: self.kind,
            since: None,
            until: None,
            note: self.note,
        });
        fields.extend(self.own);
        fields.into()
    }

    fn forbidden(mut self) -> Value {
        let mut fields = Own::from_iter([("text".to_owned(), self.text.into())]);
        if let Some(Value::Object(about)) = self.own.remove("forbidden") {
            fields.extend(about);
        }
        fields.into()
    }
}

/// The fields in our note of `element`, and its other notes.
fn notes(element: &Element) -> Result<(Own, String), Fault> {
    let (mut own, mut others) = (Own::new(), Vec::new());
    for note in element.children.iter().filter(|child| child.name == "note") {
        match note.text.strip_prefix(OWN) {
            Some(fields) => match serde_json::from_str(fields) {
                Ok(Value::Object(fields)) => own.extend(fields),
                _ => {
                    return Err((note.byte, format!("note 中“{OWN}”后面的内容不是 JSON 对象，这一条未读入")));
                }
            },
            None => others.push(note.text.as_str()),
        }
    }
    Ok((own, others.join("；")))
}
