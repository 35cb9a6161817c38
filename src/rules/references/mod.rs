//! What the text refers to: abbreviations that it introduces.

pub mod abbreviation;
