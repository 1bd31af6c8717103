#![no_main]
amparo_fuzz::target!(names);
