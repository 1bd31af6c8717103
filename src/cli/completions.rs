use clap_complete::{Shell, generate};

use super::command::plain;
use super::output::print;
use super::{CommandError, Shared};

/// Print completions for a shell
///
/// What it prints lets the shell complete commands and options. The Debian package installs those for bash, zsh and fish.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo completions bash > ~/.local/share/bash-completion/completions/amparo\n  amparo completions zsh > ~/.zfunc/_amparo\n  amparo completions fish > ~/.config/fish/completions/amparo.fish"
)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, _: &Shared) -> Result<(), CommandError> {
        let mut script = Vec::new();
        generate(self.shell, &mut plain(), "amparo", &mut script);
        print(&String::from_utf8_lossy(&script))
    }
}
