//! The post-quantum hybrid recipient of age.
