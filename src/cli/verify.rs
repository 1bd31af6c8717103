use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::output::{print, print_json, progress, talk};
use super::{CommandError, Shared};
use crate::roster::NoteVerifier;
use crate::vault::{Finding, Report, State, Trust, verify_bag};

/// Verify a bag that somebody exported
///
/// Checks everything that the bag holds, without a network, keys or a passphrase: every digest, that nothing is missing
/// or extra, the reviewer's signature, the custodian's under the roster, the chain of custody, the sealed parcels, the
/// description and the consent. Exit code 3 when something does not hold, or when a custodian is named and nobody signed
/// the bag. Where no custodian is known here, the roster's fingerprint is shown: compare it with what the organisation
/// tells you by another way.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo verify ./3f2a…\n  amparo verify ./3f2a… --custodian custodian+1a2b3c4d+AbC…\n  \
                        amparo verify ./3f2a… --json | jq .holds"
)]
pub(super) struct Verify {
    /// The bag's folder
    #[arg(value_name = "DIR")]
    bag: PathBuf,
    /// The public key of the custodian by whom the rosters must be signed; may be given several times. A bag that nobody
    /// signed is then refused
    #[arg(long, value_name = "KEY")]
    custodian: Vec<NoteVerifier>,
}

impl Verify {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        // A home is of use when there is one, and not needed.
        let known = shared.home().ok().and_then(|home| home.custodians().ok()).unwrap_or_default();
        let trust = Trust { named: self.custodian.clone(), known };
        let bar = progress(true).with_message("verifying");
        let report = verify_bag(&self.bag, &trust, |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        let report = report.map_err(|error| {
            CommandError::failed(format!("{} cannot be read", self.bag.display()))
                .because(error)
                .mend("name the folder that holds bagit.txt")
        })?;
        if shared.json {
            print_json(&json!({ "holds": report.holds(), "bag": report }))?;
        } else {
            print(&page(&report))?;
        }
        if !report.holds() {
            let failed: Vec<&str> =
                report.findings.iter().filter(|one| one.state == State::Fails).map(|one| one.check).collect();
            let mend = if lacks_signature(&report) {
                "ask whoever gave it to you for the bag that a reviewer signed; what is published, counted or handed to a \
                 doctor has no signature, and `amparo verify` without --custodian checks that much of it which can be checked"
            } else {
                "keep this copy as it is, ask whoever made it for another, and do not rely on either before one holds"
            };
            return Err(CommandError::unverified(format!("{} does not hold", self.bag.display()))
                .because(failed.join(", "))
                .mend(mend));
        }
        if report.compare.is_some() && !shared.json {
            talk("All else holds. Compare the fingerprint before you rely on who signed.");
        }
        Ok(())
    }
}

/// What was found, in one page.
fn page(report: &Report) -> String {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_owned());
    let submission = report.submission.as_ref().map(|id| format!(" of submission {id}")).unwrap_or_default();
    let mut page = format!("Bag{submission}, for {}, written on {}\n\n", or(&report.body), or(&report.day));
    for Finding { check, state, what, problems } in &report.findings {
        let word = match state {
            State::Holds => "holds",
            State::Fails => "FAILS",
            State::Compare => "COMPARE",
            State::Nothing => "-",
        };
        let _ = writeln!(page, "{word:<8} {check:<12} {what}");
        for problem in problems {
            let _ = writeln!(page, "                      {problem}");
        }
    }
    page.push_str(match (report.holds(), report.unsigned) {
        (true, true) => {
            "\nNOBODY SIGNED THIS BAG: anybody could have made it, of a signed one too. What holds is that the files are those that\n\
             the lists name, and nothing tells who made the lists. If it should be evidence, ask for the signed bag.\n"
        }
        (true, false) => {
            "\nWhat holds is that these bytes are those that were exported, and what the signer said of them. It is not who the\n\
             source is, that what they say is true, or that nothing was left out. README.html in the bag says it in full.\n"
        }
        (false, _) if lacks_signature(report) => {
            "\nNOBODY SIGNED THIS BAG: anybody could have made it. It does not come from whom you named, as far as can be told.\n"
        }
        (false, _) => "\nThis is not the bag that was exported, or it was never whole.\n",
    });
    page
}

/// True when nothing is wrong but that nobody signed it, where a custodian was named.
fn lacks_signature(report: &Report) -> bool {
    let mut failed = report.findings.iter().filter(|one| one.state == State::Fails);
    report.unsigned && failed.next().is_some_and(|one| one.check == "signature") && failed.next().is_none()
}
