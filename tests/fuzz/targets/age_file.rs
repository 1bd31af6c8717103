#![no_main]
amparo_fuzz::target!(age_file);
