//! XML as a tree: elements, attributes, text. No document type is followed and no entity expanded.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements within elements that are followed; TBX needs eight.
const DEPTH: usize = 64;
/// Mistakes that are told at once.
const FAULTS: usize = 20;
/// Elements that are part of the text around them.
const INLINE: [&str; 6] = ["hi", "foreign", "ph", "sc", "ec", "emph"];

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without prefix.
    pub name: String,
    /// Names and values of its attributes.
    pub attributes: Vec<(String, String)>,
    /// The byte of the file that it begins at.
    pub byte: usize,
    /// Its text, that of inline elements included, without white space around it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Self>,
}

impl Element {
    /// The value of an attribute, empty when there is none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The elements below it, at any depth, that have one of `names`; not those within them.
    pub fn all<'a>(&'a self, names: &'a [&str]) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if names.contains(&child.name.as_str()) {
                found.push(child);
            } else {
                found.extend(child.all(names));
            }
        }
        found
    }
}

/// The outermost element of `text`, as far as it can be read, and the mistakes with their bytes.
pub(super) fn parse(text: &str) -> (Option<Element>, Vec<(usize, String)>) {
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    while tree.faults.len() < FAULTS {
        let byte = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => {
                if !tree.take(event, byte) {
                    break;
                }
            }
            Err(error) => {
                let byte = usize::try_from(reader.error_position()).unwrap_or(byte);
                tree.faults.push((byte, format!("不合 XML 语法（{error}）")));
                break;
            }
        }
    }
    if tree.faults.is_empty()
        && let Some(open) = tree.open.last()
    {
        tree.faults.push((open.byte, format!("<{}> 没有结束", open.name)));
    }
    while tree.open.len() > 1 {
        tree.close();
    }
    (tree.open.pop().or(tree.root), tree.faults)
}

#[derive(Default)]
struct Tree {
    /// The elements that have begun and not ended, outermost first.
    open: Vec<Element>,
    root: Option<Element>,
    faults: Vec<(usize, String)>,
}

impl Tree {
    /// Takes in what stands at `byte`; false when nothing after it can be made sense of.
    fn take(&mut self, event: Event, byte: usize) -> bool {
        match event {
            Event::Start(start) => {
                if self.open.len() >= DEPTH {
                    self.faults.push((byte, format!("元素嵌套超过 {DEPTH} 层")));
                    return false;
                }
                self.begin(&start, byte);
            }
            Event::Empty(start) => {
                self.begin(&start, byte);
                self.close();
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let said = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => resolve_predefined_entity(&reference).map(str::to_owned),
                };
                match said {
                    Some(said) => self.say(&said),
                    None => self.faults.push((byte, format!("不展开实体 &{};", &*reference))),
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        true
    }

    fn begin(&mut self, start: &BytesStart, byte: usize) {
        let mut element =
            Element { name: start.local_name().as_ref().to_owned(), byte, ..Element::default() };
        for attribute in start.attributes() {
            let pair = attribute.map_err(|error| error.to_string()).and_then(|attribute| {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                let value = value.map_err(|error| error.to_string())?;
                Ok((attribute.key.as_ref().to_owned(), value.into_owned()))
            });
            match pair {
                Ok(pair) => element.attributes.push(pair),
                Err(error) => self.faults.push((byte, format!("<{}> 的属性有误（{error}）", element.name))),
            }
        }
        self.open.push(element);
    }

    fn say(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }

    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(around) if INLINE.contains(&element.name.as_str()) => around.text.push_str(&element.text),
            Some(around) => {
                element.text = element.text.trim().to_owned();
                around.children.push(element);
            }
            None => self.root = Some(element),
        }
    }
}
