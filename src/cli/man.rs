use std::io;
use std::path::{Path, PathBuf};

use clap::Command;

use super::command::plain;
use super::output::talk;
use super::{CommandError, Shared};

/// Write manual pages to a folder
///
/// One page for each command, in section 1. Pages of before are written over. The packages install them already.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo man --to ./man1 && man -l ./man1/amparo.1\n  \
                        amparo man --to ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder to write to; made when it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Man {
    pub(super) fn run(&self, _: &Shared) -> Result<(), CommandError> {
        let mut command = plain().disable_help_subcommand(true);
        command.build();
        let written = write(&command, &self.to).map_err(|error| {
            CommandError::failed(format!("the pages cannot be written to {}", self.to.display()))
                .because(error)
                .mend("see that the disk has room and that the folder is yours to write")
        })?;
        talk(&format!("Manual pages: {written}, in {}.", self.to.display()));
        Ok(())
    }
}

/// Writes the page of a command and of all below it; says how many.
fn write(command: &Command, folder: &Path) -> io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    std::fs::write(folder.join(format!("{name}.1")), page(command)?)?;
    let below = command.get_subcommands().filter(|one| !one.is_hide_set());
    below.map(|one| write(one, folder)).try_fold(1, |sum, written| Ok(sum + written?))
}

/// A command's page, with its examples as they are typed.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let man = clap_mangen::Man::new(command.clone()).manual("Amparo");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.get_subcommands().next().is_some() {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(after) = command.get_after_help() {
        page.extend(examples(&after.to_string()).into_bytes());
    }
    page.extend(b".SH \"EXIT STATUS\"\n0 done, 1 failed or not recorded, 2 wrong usage, 3 verification failed.\n");
    Ok(page)
}

/// What stands under a command's options, line by line as it is.
fn examples(after: &str) -> String {
    let mut text = ".SH EXAMPLES\n.nf\n".to_owned();
    for line in after.lines().filter(|line| !matches!(*line, "Examples:" | "Example:")) {
        let line = line.strip_prefix("  ").unwrap_or(line).replace('\\', "\\e").replace('-', "\\-");
        if line.starts_with(['.', '\'']) {
            text.push_str("\\&");
        }
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str(".fi\n");
    text
}
