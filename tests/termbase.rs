//! Laws of the termbase: the embedded entries hold, mistakes are named at their places, and nothing
//! is lost between the formats.

mod termbase {
    mod embedded;
    mod exchange;
    mod mistakes;
}
