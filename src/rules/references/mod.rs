//! What the text refers to: documents, meetings, its own parts, abbreviations.

pub mod abbreviation;
pub mod attachment_name;
pub mod citation_order;
pub mod document_number;
pub mod future_event;
pub mod internal;
pub mod title_marks;
