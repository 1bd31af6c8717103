//! What of a server's backups is weaker than it could be.

use super::{Facts, Weakness};
use crate::serving::backing_up::{BesideIt, ClosedBackup};
use crate::serving::status::days_between;

/// A backup that lacks more days than this was forgotten.
const BACKUP_MAY_LACK: i64 = 2;
/// The same of one that is kept elsewhere: sticks are carried away by hand, mostly once a week.
const ELSEWHERE_MAY_LACK: i64 = 8;

impl Facts {
    pub(super) fn of_backups(&self) -> Vec<Weakness> {
        let mut found = Vec::new();
        let mut weak = |what: String, mend: &str| found.push(Weakness { about: "backup", what, mend: mend.to_owned() });
        for ClosedBackup { folder, path, whose } in &self.closed_backups {
            let (why, first) = if folder == whose {
                ("not its owner's to write, so the owner's next backup fails", "")
            } else {
                (
                    "root's, and the timer, which runs as the server's account, cannot write there",
                    "FAT knows no owners, so mount one with uid=amparo; for another: ",
                )
            };
            let (folder, whose) = (folder.display(), whose.display());
            weak(
                format!("{} is {why}", path.display()),
                &format!("{first}chown -R --reference={whose} {folder} && chmod -R u+rwX {folder}"),
            );
        }
        if let Some(BesideIt { folder, elsewhere }) = &self.backup_beside {
            let folder = folder.display();
            let burns = format!("{folder} lies on the disk that it is a copy of");
            let mend = "amparo backup --to a stick or a share as well, and keep that elsewhere";
            match elsewhere {
                None => weak(format!("{burns}: who takes the server takes it too, and so does a fire"), mend),
                Some((copy, days)) if *days > ELSEWHERE_MAY_LACK => {
                    weak(format!("{burns}, and the copy in {} lacks {days} days", copy.display()), mend);
                }
                Some(_) => {}
            }
        }
        if let Some(folder) = &self.incomplete_backup {
            weak(
                format!("the last one, in {}, is without what could not be copied", folder.display()),
                "amparo backup --to that folder tries again and names it; it says what to do",
            );
        }
        if !self.can_back_up {
            weak(
                "the roster names no recipient, so none can be made".to_owned(),
                "the custodian adds one: amparo roster add backup AGE, and signs",
            );
        } else if self.is_filled {
            let lacks = self.backed_up.map(|day| (day, days_between(day, self.today.plus(-1))));
            let timer = "systemctl enable --now amparo-backup.timer, or `amparo backup`; of one that failed: journalctl -u \
                         amparo-backup";
            match lacks {
                None => weak("there was none yet".to_owned(), timer),
                Some((day, ..)) if day >= self.today => weak(
                    format!("the last one is of {day}, which is not over: nothing tells when one fails"),
                    "a clock was ahead when it was made: set it right (timedatectl), then `amparo backup`, which says what stands \
                     in its way",
                ),
                Some((_, days)) if days > BACKUP_MAY_LACK => {
                    weak(format!("the last one lacks {days} days"), timer);
                }
                Some(_) => {}
            }
        }
        found
    }
}
