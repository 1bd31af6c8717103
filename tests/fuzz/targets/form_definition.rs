#![no_main]
amparo_fuzz::target!(form_definition);
