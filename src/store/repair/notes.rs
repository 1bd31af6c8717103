//! Signed notes: rosters, withdrawals, acknowledgements.

use std::path::Path;

use super::{Content, Done, Entries, FROM_A_BACKUP, Judge, Repair};
use crate::seal::{Day, DeskId, ParcelId, ShortName};
use crate::store::StoreError;
use crate::store::acknowledgements::{ACKNOWLEDGED, EXPIRED};
use crate::store::disk::{len_of_file, make_folder, write_whole};
use crate::store::files::{ROSTERS, roster_name, version_of};
use crate::store::tombstones::{ELSEWHERE, WITHDRAWING, WITHDRAWN};

impl Repair {
    pub(super) fn rosters(&mut self, judge: &dyn Judge) -> Result<(), StoreError> {
        for (name, path) in self.folder(Path::new(ROSTERS))?.unwrap_or_default() {
            let Some(version) = version_of(&name).filter(|version| name == roster_name(*version)) else {
                self.stray_note(&name, &path)?;
                continue;
            };
            let mend = "the one that is served is kept again at the next start; an older one comes back from a backup";
            if let Some(why) = self.complaint(&path, |note| judge.is_roster(version, note))? {
                self.set_aside(&path, why, mend)?;
            }
        }
        Ok(())
    }

    pub(super) fn withdrawals(&mut self, judge: &dyn Judge) -> Result<(), StoreError> {
        for (desk, of_desk) in self.desks(WITHDRAWING)? {
            for (name, path) in of_desk {
                let Some(id) = note_name::<ParcelId>(&name) else {
                    self.stray_note(&name, &path)?;
                    continue;
                };
                if let Some(why) = self.complaint(&path, |note| judge.is_withdrawal(&desk, id, note))? {
                    self.set_aside(&path, why, "its reviewers sign it again: amparo withdraw")?;
                }
            }
        }
        for (desk, of_desk) in self.desks(WITHDRAWN)? {
            for (name, path) in of_desk {
                if name == ELSEWHERE {
                    self.elsewhere(&path)?;
                    continue;
                }
                let Some(id) = note_name::<ParcelId>(&name) else {
                    self.stray_note(&name, &path)?;
                    continue;
                };
                let Some(why) = self.complaint(&path, |note| judge.is_withdrawal(&desk, id, note))? else { continue };
                // Its name alone keeps the parcel from being served: something by that name stays in any case.
                let whole = self.root.join(&path);
                let mend =
                    "its parcel stays withdrawn; for vaults that do not know it yet, bring the note back from a backup";
                if len_of_file(&whole).is_ok() {
                    self.tell(&path, why, Done::Stays, mend);
                } else {
                    self.make_anew(&path, why, mend, |whole| write_whole(whole, b""))?;
                }
            }
        }
        Ok(())
    }

    /// The ids of parcels that were withdrawn when they were not here; what makes sense of them stays.
    fn elsewhere(&mut self, path: &Path) -> Result<(), StoreError> {
        let (ids, why) = match self.read(path)? {
            Content::Read(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if text.lines().all(|line| line.parse::<ParcelId>().is_ok())
                    && (text.is_empty() || text.ends_with('\n'))
                {
                    return Ok(());
                }
                let ids: Vec<ParcelId> = text.lines().filter_map(|line| line.parse().ok()).collect();
                (ids, "some of it does not make sense".to_owned())
            }
            Content::Unreadable(why) => (Vec::new(), why),
            Content::Missing => return Ok(()),
        };
        let lines: Vec<String> = ids.iter().map(|id| format!("{id}\n")).collect();
        self.make_anew(path, why, FROM_A_BACKUP, |whole| write_whole(whole, lines.concat().as_bytes()))
    }

    pub(super) fn acknowledgements(&mut self, judge: &dyn Judge) -> Result<(), StoreError> {
        for kind in [ACKNOWLEDGED, EXPIRED] {
            for (desk, of_desk) in self.desks(kind)? {
                for (name, path) in of_desk {
                    let Ok(day) = name.parse::<Day>() else {
                        self.set_aside(&path, "no day has such a name", "")?;
                        continue;
                    };
                    let Some(of_day) = self.folder(&path)? else {
                        // By its name alone the day has expired.
                        if kind == EXPIRED {
                            make_folder(&self.root.join(&path))?;
                        }
                        continue;
                    };
                    for (name, path) in of_day {
                        let Some(reviewer) = note_name::<ShortName>(&name) else {
                            self.stray_note(&name, &path)?;
                            continue;
                        };
                        let fits = |note: &str| judge.is_acknowledgement(&desk, day, &reviewer, note);
                        let Some(why) = self.complaint(&path, fits)? else { continue };
                        let mend =
                            if kind == EXPIRED { FROM_A_BACKUP } else { "the reviewer's next pull says it again" };
                        self.set_aside(&path, why, mend)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The desks of a kind of notes, with what lies in each.
    fn desks(&mut self, kind: &str) -> Result<Vec<(DeskId, Entries)>, StoreError> {
        let mut desks = Vec::new();
        for (name, path) in self.folder(Path::new(kind))?.unwrap_or_default() {
            match name.parse::<DeskId>() {
                Ok(desk) => desks.extend(self.folder(&path)?.map(|listed| (desk, listed))),
                Err(_) => self.set_aside(&path, "no desk has such a name", "")?,
            }
        }
        Ok(desks)
    }

    /// What is no note: half of one the start takes away.
    fn stray_note(&mut self, name: &str, path: &Path) -> Result<(), StoreError> {
        let is_half = name.strip_suffix(".part").is_some() && self.root.join(path).is_file();
        if is_half { Ok(()) } else { self.set_aside(path, "it does not belong there", "") }
    }

    /// Why a note is not what its name says; `None` when it is.
    fn complaint(&self, path: &Path, fits: impl Fn(&str) -> bool) -> Result<Option<String>, StoreError> {
        Ok(match self.read(path)? {
            Content::Read(bytes) if std::str::from_utf8(&bytes).is_ok_and(&fits) => None,
            Content::Missing => None,
            Content::Read(_) => Some("it is no such note, or nobody who could has signed it".to_owned()),
            Content::Unreadable(why) => Some(why),
        })
    }
}

/// What a note is of, by its name.
fn note_name<T: std::str::FromStr>(name: &str) -> Option<T> {
    name.strip_suffix(".note")?.parse().ok()
}
