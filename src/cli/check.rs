use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::output::{how_many, path_text, print, print_json, progress, talk};
use super::{CommandError, Shared};
use crate::form::{FieldKind, Form, Part};
use crate::seal::Clock;
use crate::serving::{self, Config, Done, Finding, Mended, Repaired};
use crate::store::QUARANTINE;

/// Check a configuration, its roster, and what its desks ask
///
/// Reads what `amparo serve` would read, and changes nothing. Texts that a language lacks are told with the
/// line that asks for them; English stands in for them. Says what of this machine is weaker than it could be, each with
/// its remedy: permissions, swap, clock, kernel, tor, the roster's end, the certificate of an open web and how long it still
/// holds, disk space, the last backup, what was set aside.
/// With --form alone, checks one form and says what it asks.
///
/// With --repair, mends the server's data folder, while no server runs: as the server's account, for what is made there
/// must be its own. Every parcel is read and held against its name. What is damaged or does not belong there is set
/// aside in the folder `quarantine`, and nothing is deleted; the index, modes and marks are made anew; a line for each
/// says what is left to do. Exit code 0 when nothing is, 3 when something was set aside or stays damaged, 1 when it
/// could not be done, as when a server runs, or not to its end: what was done up to there is told in any case.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo check --config /etc/amparo/amparo.toml\n  amparo check --form our-form.toml\n  amparo check --form our-form.toml --schema\n  sudo -u amparo amparo check --repair --config /etc/amparo/amparo.toml"
)]
pub(super) struct Check {
    /// The configuration
    #[arg(long, value_name = "FILE", required_unless_present = "form", conflicts_with = "form")]
    config: Option<PathBuf>,
    /// Mend the data folder of the configuration
    #[arg(long, requires = "config")]
    repair: bool,
    /// A form's file, or the name of one that comes with Amparo
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,
    /// Print the JSON Schemas of what the form's testimonies and identity parcels hold
    #[arg(long, requires = "form")]
    schema: bool,
}

impl Check {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        match (&self.config, &self.form) {
            (Some(config), _) if self.repair => repair(config, shared.json),
            (Some(config), _) => check_config(config, shared.json),
            (None, Some(form)) => {
                let shipped = form.to_str().and_then(Form::shipped);
                let form = shipped.map_or_else(|| serving::read_form(form), Ok)?;
                match (self.schema, shared.json) {
                    (true, _) => {
                        let schemas = json!({
                            "testimony.json": form.schema(Part::Open),
                            "identity.json": form.schema(Part::Identity),
                        });
                        let text = serde_json::to_string_pretty(&schemas);
                        print(&(text.map_err(CommandError::own_mistake)? + "\n"))
                    }
                    (false, true) => print_json(&summary(&form)),
                    (false, false) => print(&told(&form)),
                }
            }
            (None, None) => Err(CommandError::usage("nothing was named").mend("name --config FILE or --form FILE")),
        }
    }
}

fn check_config(path: &Path, json: bool) -> Result<(), CommandError> {
    let config = Config::read(path)?;
    let checked = serving::check(&config, &Clock::system())?;
    let warnings: Vec<Value> = checked.warnings.iter().map(warning).collect();
    for it in &checked.warnings {
        talk(&format!("amparo: {it}"));
    }
    if json {
        let desks: Vec<Value> = checked.desks.iter().map(|(id, form)| json!({ "id": id, "form": form })).collect();
        return print_json(&json!({
            "desks": desks, "roster": checked.roster, "warnings": warnings, "weaknesses": checked.weaknesses,
            "disk": checked.disk,
        }));
    }
    let desks: Vec<String> = checked.desks.iter().map(|(id, form)| format!("  {id}  {form}\n")).collect();
    let weak = checked.weaknesses.iter().map(|it| format!("  {}: {}\n      {}\n", it.about, it.what, it.mend));
    let weak: Vec<String> = weak.collect();
    let weak = if weak.is_empty() { String::new() } else { format!("Weaker than it could be:\n{}", weak.concat()) };
    print(&format!(
        "The configuration, roster {} and its desks can be served:\n{}{weak}",
        checked.roster,
        desks.concat()
    ))
}

fn repair(path: &Path, json: bool) -> Result<(), CommandError> {
    let config = Config::read(path)?;
    let bar = progress(true);
    bar.set_message("Reading what is kept");
    let repaired = serving::repair(&config, &Clock::system(), &mut |total, read| {
        bar.set_length(total);
        bar.set_position(read);
    });
    bar.finish_and_clear();
    let Repaired { found, opens, failed } = repaired?;
    let failed = failed.map(CommandError::from);
    let quarantine = config.data.join(QUARANTINE);
    if json {
        let failed = failed.as_ref().map(CommandError::line);
        let found: Vec<Value> = found.iter().map(mended).collect();
        print_json(&json!({ "found": found, "quarantine": path_text(&quarantine), "failed": failed }))?;
    } else if found.is_empty() && failed.is_none() {
        talk("Nothing is damaged; every parcel was read.");
    } else {
        print(&table(&found))?;
    }
    if let Some(failed) = failed {
        let done =
            if found.is_empty() { "nothing was found up to there" } else { "what was done up to there stands above" };
        return Err(CommandError::failed("the repair was not done to its end, and the rest was not looked at")
            .because(failed.line())
            .and(done)
            .mend("mend that first, then repair again"));
    }
    let open = found.iter().filter(|it| matches!(it.done, Done::SetAside | Done::Stays)).count();
    if open == 0 {
        return Ok(());
    }
    let is_aside = found.iter().any(|it| it.done == Done::SetAside);
    let why = if is_aside { format!("what was set aside lies in {}", quarantine.display()) } else { String::new() };
    let mend = if opens {
        "do what stands below each; all else is whole, and the data folder keeps no server from starting"
    } else {
        "do what stands below each: until then no server starts with this data folder"
    };
    Err(CommandError::unverified(format!(
        "{} damaged, and cannot be made anew here",
        how_many(open, "of these was", "of these were")
    ))
    .because(why)
    .mend(mend))
}

/// What was found, a line each, and below it what is left to do.
fn table(found: &[Mended]) -> String {
    let done = |it: &Mended| match it.done {
        Done::SetAside => "set aside",
        Done::MadeAnew => "made anew",
        Done::PutRight => "put right",
        Done::Stays => "stays",
    };
    let mend = |it: &Mended| if it.mend.is_empty() { String::new() } else { format!("           {}\n", it.mend) };
    let line = |it: &Mended| format!("{:<9}  {}: {}\n{}", done(it), it.path.display(), it.damage, mend(it));
    found.iter().map(line).collect()
}

fn mended(it: &Mended) -> Value {
    json!({ "path": path_text(&it.path), "damage": it.damage, "done": it.done, "mend": it.mend })
}

fn warning(finding: &Finding) -> Value {
    json!({ "file": path_text(&finding.file), "line": finding.line, "what": finding.what })
}

fn kind(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Line(_) => "line",
        FieldKind::Text(_) => "text",
        FieldKind::Choice(_) => "choice",
        FieldKind::Choices(_) => "choices",
        FieldKind::Date => "date",
        FieldKind::Count => "count",
        FieldKind::Files => "files",
    }
}

fn summary(form: &Form) -> Value {
    let group = |group: &crate::form::Group| {
        let fields: Vec<Value> = group
            .fields
            .iter()
            .map(|field| json!({ "id": field.id, "type": kind(&field.kind), "identity": field.identity }))
            .collect();
        json!({ "id": group.id, "closed": group.fold, "repeat": group.repeat, "fields": fields })
    };
    let groups: Vec<Value> = form.groups.iter().map(group).collect();
    json!({ "form": form.id.as_str(), "version": form.version, "sha256": form.digest().to_string(), "groups": groups })
}

fn told(form: &Form) -> String {
    let mut lines = vec![format!("{} {}, sha256 {}", form.id, form.version, form.digest())];
    for group in &form.groups {
        let times = if group.is_repeated() { format!(", {} times", group.repeat) } else { String::new() };
        let closed = if group.fold { ", closed" } else { "" };
        lines.push(format!("\n{}{closed}{times}", group.id));
        for field in &group.fields {
            let identity = if field.identity { "  identity" } else { "" };
            lines.push(format!("  {:<24}{}{identity}", field.id, kind(&field.kind)));
        }
    }
    lines.join("\n") + "\n"
}
