//! Days' folders whose names lie in an order that tells nothing.
//!
//! A file system keeps a folder's names where there was room when they came. A list of it may be sorted otherwise, the blocks are
//! not: who has the disk reads there which parcels came one behind the other, and so which are of one visit. At each tick the
//! names of the newest folders are linked, in random order, into a fresh one, which takes its place at once:
//! `renameat2(2)`, `RENAME_EXCHANGE`. The folder of before stays until the next tick, in `order/`, for whoever is reading it in
//! another process: until then, and after a kill, each of its parcels has a name there too. A kill leaves a whole folder in
//! its place at every moment.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::StoreError;
use super::data_folder::Place;
use super::disk::{PARCELS, entries, is_full, make_day_folder, make_folder, named, set_day, shuffle, sync_folder};
use super::files::{LOCK, parcel_id};
use super::quarantine::{self, remove_any};
use crate::harden::private_file;
use crate::seal::{Day, DeskId, ParcelId};

/// Where folders of before lie, and fresh ones are made.
pub(super) const ORDER: &str = "order";

/// A folder of more names is laid anew where something came, at a day's close and at a stop, and not at every tick. What that
/// tells is when the last of so many came.
pub(super) const MOST_EACH_TICK: usize = 4096;

/// The folders that are looked after.
pub(super) struct Order {
    root: PathBuf,
    parcels: PathBuf,
    beside: PathBuf,
    /// Whether this file system, and what confines us, let names be laid anew.
    is_possible: bool,
    done: Mutex<Done>,
}

/// What was done last.
#[derive(Default)]
struct Done {
    today: Option<Day>,
    /// How many names each had then.
    names: HashMap<PathBuf, usize>,
}

impl Order {
    /// Clears away what an earlier run left.
    pub(super) fn open(root: &Path, today: Day) -> Result<Self, StoreError> {
        let (parcels, beside) = (root.join(PARCELS), root.join(ORDER));
        make_folder(&beside)?;
        let order = Self {
            is_possible: is_possible(&beside, &root.join(LOCK)),
            root: root.to_owned(),
            parcels,
            beside,
            done: Mutex::default(),
        };
        order.clear(today)?;
        Ok(order)
    }

    pub(super) const fn is_possible(&self) -> bool {
        self.is_possible
    }

    /// Removes the folders of before. What is to be gone for good has a name there too.
    ///
    /// # Errors
    /// [`StoreError::Stray`] for what is none of theirs; a repair sets it aside.
    pub(super) fn clear(&self, today: Day) -> Result<(), StoreError> {
        for (_, of_one) in entries(&self.beside)? {
            for (_, folder) in entries(&of_one)? {
                // In random order: a file's change time is then.
                let mut names = entries(&folder)?;
                shuffle(&mut names);
                names.iter().try_for_each(|(_, path)| self.take_away(path))?;
            }
            remove(&of_one)?;
        }
        set_day(&self.beside, today)
    }

    /// A parcel has another name: in its place, or where a repair set it aside. If not, this one goes back to its place: a power
    /// cut may have undone half of an exchange, where the file system keeps no journal.
    fn take_away(&self, path: &Path) -> Result<(), StoreError> {
        let failed = |e| StoreError::Io("removing a folder of before", named(path, e));
        let found = path.symlink_metadata().map_err(failed)?;
        let below = path.strip_prefix(&self.beside).unwrap_or(path);
        let place = self.parcels.join(below);
        let (Some((desk, day, id)), true) = (parcel_of(below), found.is_file()) else {
            return Err(StoreError::Stray(path.to_owned()));
        };
        if place.symlink_metadata().is_ok() || quarantine::holds(&self.root, &desk, id)? {
            return fs::remove_file(path).map_err(failed);
        }
        let folder = place.parent().unwrap_or(&self.parcels);
        make_day_folder(folder, day)?;
        fs::rename(path, &place).map_err(failed)?;
        sync_folder(folder)?;
        set_day(folder, day)
    }

    /// Lays the names of these folders anew, which are their days'. All of them, whether anything came or not: a folder is born
    /// when it is laid anew, and would tell when its last parcel came. One of more than `most` is left where nothing came since it
    /// was done last on this day. Nothing may go from a folder meanwhile, and nothing come either while what `alone` gives is held.
    /// Where the file system does not do this, all stays as it is.
    pub(super) fn forget<G>(
        &self,
        folders: &[(PathBuf, Day)],
        most: usize,
        today: Day,
        alone: impl Fn() -> G,
    ) -> Result<(), StoreError> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.today != Some(today) {
            *done = Done { today: Some(today), names: HashMap::new() };
        }
        done.names.retain(|folder, _| folders.iter().any(|(known, _)| known == folder));
        for (folder, day) in folders {
            let names = entries(folder)?;
            let count = names.len();
            if count == 0 || (count > most && done.names.get(folder) == Some(&count)) {
                continue;
            }
            if self.lay_anew(folder, names, *day, &alone)? {
                // What came while they were laid is not counted: it lies behind the others until the next time.
                done.names.insert(folder.clone(), count);
            }
        }
        set_day(&self.beside, today)
    }

    /// Something went from this folder: as many names as before are others.
    pub(super) fn changed(&self, folder: &Path) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).names.remove(folder);
    }

    /// False where it cannot be done, and its order is what it was.
    fn lay_anew<G>(
        &self,
        folder: &Path,
        mut names: Vec<(String, PathBuf)>,
        day: Day,
        alone: impl Fn() -> G,
    ) -> Result<bool, StoreError> {
        // Named as in its place: whoever meets a parcel with two names finds the other there, and whoever gives files their days'
        // times finds the day.
        let fresh = self.beside.join(folder.strip_prefix(&self.parcels).unwrap_or(folder));
        // What is no parcel of this day is not ours to link: a repair sets it aside.
        if names.iter().any(|(name, path)| parcel_id(name).is_none() || !is_plain(path)) {
            return Ok(false);
        }
        shuffle(&mut names);
        let lay = |names: &[(String, PathBuf)]| -> io::Result<()> {
            names.iter().try_for_each(|(name, path)| fs::hard_link(path, fresh.join(name)))?;
            fs::File::open(&fresh)?.sync_all()
        };
        let laid = || -> Result<G, StoreError> {
            let failed = |e| StoreError::Io("laying a folder anew", e);
            private_file::make_folder(&fresh).map_err(failed)?;
            lay(&names).map_err(failed)?;
            let known: HashSet<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
            // Nobody who sends is kept waiting while thousands of names are laid, but for what came meanwhile alone.
            let nobody_comes = alone();
            let mut came = entries(folder)?;
            came.retain(|(name, _)| !known.contains(name.as_str()));
            if came.iter().any(|(name, _)| parcel_id(name).is_none()) {
                return Err(StoreError::Stray(folder.to_owned()));
            }
            if !came.is_empty() {
                shuffle(&mut came);
                lay(&came).map_err(failed)?;
            }
            renameat_with(CWD, &fresh, CWD, folder, RenameFlags::EXCHANGE).map_err(|e| failed(e.into()))?;
            Ok(nobody_comes)
        };
        let Ok(_nobody_comes) = laid() else {
            // No room, no links, no exchange, or something in it that is no file: its order is what it was, which is not worth
            // the server. What cannot be removed either, the next tick meets.
            let _ = remove_any(&fresh);
            let _ = fresh.parent().map(|of_desk| set_day(of_desk, day));
            return Ok(false);
        };
        set_day(folder, day)?;
        set_day(&fresh, day)?;
        for changed in [folder, &fresh].into_iter().filter_map(Path::parent) {
            sync_folder(changed)?;
            set_day(changed, day)?;
        }
        Ok(true)
    }
}

/// Tries it on two folders, and a file that nobody reads. A disk that is full says nothing of its file system.
fn is_possible(beside: &Path, file: &Path) -> bool {
    let tried = beside.join("try");
    let [one, other] = ["one", "other"].map(|name| tried.join(name));
    let try_it = || -> io::Result<()> {
        private_file::make_folder(&one)?;
        private_file::make_folder(&other)?;
        fs::hard_link(file, one.join(LOCK))?;
        Ok(renameat_with(CWD, &one, CWD, &other, RenameFlags::EXCHANGE)?)
    };
    let done = try_it();
    // What is left of it, the start clears away.
    let _ = remove_any(&tried);
    done.err().is_none_or(|error| is_full(&error))
}

/// The day of a parcel by its path below [`ORDER`]; `None` for what is none by its path.
pub(super) fn day_of(below: &Path) -> Option<Day> {
    parcel_of(below).map(|(_, day, _)| day)
}

fn parcel_of(below: &Path) -> Option<(DeskId, Day, ParcelId)> {
    match Place::of(Path::new(PARCELS).join(below).to_str()?) {
        Some(Place::Parcel(desk, day, id)) => Some((desk, day, id)),
        _ => None,
    }
}

fn is_plain(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

fn remove(path: &Path) -> Result<(), StoreError> {
    remove_any(path).map_err(|e| StoreError::Io("removing a folder of before", e))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, symlink};

    use super::*;

    fn day(n: i64) -> Day {
        "2026-11-25".parse::<Day>().unwrap().plus(n)
    }

    fn name(n: usize) -> String {
        format!("{n:064x}.age")
    }

    /// A folder in memory, whose list is in the order in which names were laid, or the other way round.
    fn in_order() -> (tempfile::TempDir, PathBuf, Vec<String>) {
        let root = tempfile::tempdir_in("/dev/shm").expect("a Linux has /dev/shm");
        let folder = root.path().join("parcels/main/2026-11-25");
        fs::create_dir_all(&folder).unwrap();
        let laid: Vec<String> = (0..30).map(|n| name(n * 7919 % 30)).collect();
        for name in &laid {
            fs::write(folder.join(name), name).unwrap();
        }
        (root, folder, laid)
    }

    fn listed(folder: &Path) -> Vec<String> {
        entries(folder).unwrap().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn names_in_a_days_folder_do_not_lie_in_the_order_in_which_they_came() {
        let (root, folder, laid) = in_order();
        let reversed: Vec<String> = laid.iter().rev().cloned().collect();
        assert!(
            listed(&folder) == laid || listed(&folder) == reversed,
            "this file system tells no order: {:?}",
            listed(&folder)
        );
        let inodes = || -> Vec<u64> { laid.iter().map(|name| folder.join(name).metadata().unwrap().ino()).collect() };
        let (before, order) = (inodes(), Order::open(root.path(), day(0)).unwrap());
        order.forget(&[(folder.clone(), day(0))], MOST_EACH_TICK, day(0), || ()).unwrap();
        // 30! orders: that a random one is one of two does not happen.
        assert!(listed(&folder) != laid && listed(&folder) != reversed);
        assert_eq!(inodes(), before, "they are the same files");
        assert_eq!(folder.metadata().unwrap().mtime(), day(0).unix_midnight());

        // What was read when it was exchanged is whole until the next tick.
        assert_eq!(listed(&root.path().join(ORDER).join("main/2026-11-25")).len(), 30);
        order.clear(day(0)).unwrap();
        assert_eq!((inodes(), listed(&root.path().join(ORDER)).len()), (before, 0));
    }

    #[test]
    fn what_comes_while_names_are_laid_is_in_the_folder_that_takes_the_place() {
        let (root, folder, laid) = in_order();
        let order = Order::open(root.path(), day(0)).unwrap();
        let inode = || folder.metadata().unwrap().ino();
        let (before, come) = (inode(), folder.join(name(99)));
        let forget = |alone: &dyn Fn()| {
            order.clear(day(0)).unwrap();
            order.forget(&[(folder.clone(), day(0))], MOST_EACH_TICK, day(0), alone).unwrap();
        };
        let beside = root.path().join(ORDER).join("main/2026-11-25");
        forget(&|| {
            assert_eq!(listed(&beside).len(), laid.len(), "all that was there is laid before anybody waits");
            fs::write(&come, "late").unwrap();
        });
        assert_ne!(inode(), before);
        assert_eq!((listed(&folder).len(), fs::read_to_string(&come).unwrap().as_str()), (laid.len() + 1, "late"));
        // It does not lie behind all others for good.
        let before = inode();
        forget(&|| ());
        assert_ne!(inode(), before);
    }

    #[test]
    fn a_folder_is_laid_anew_at_each_tick_and_a_full_one_when_something_came_and_at_each_close_and_stop() {
        let (root, folder, _) = in_order();
        let order = Order::open(root.path(), day(0)).unwrap();
        let inode = || folder.metadata().unwrap().ino();
        let tick = |most, today| {
            order.clear(today).unwrap();
            order.forget(&[(folder.clone(), day(0))], most, today, || ()).unwrap();
        };
        let mut last = inode();
        for (more, most, today, is_anew) in [
            // Its birth tells the last tick, and not when its last parcel came.
            (0, MOST_EACH_TICK, 0, true),
            (0, MOST_EACH_TICK, 0, true),
            (4100, MOST_EACH_TICK, 0, true),
            (0, MOST_EACH_TICK, 0, false),
            (1, MOST_EACH_TICK, 0, true),
            (0, MOST_EACH_TICK, 0, false),
            (0, MOST_EACH_TICK, 1, true),
            (0, MOST_EACH_TICK, 1, false),
            (0, usize::MAX, 1, true),
        ] {
            for n in 0..more {
                fs::write(folder.join(name(more * 10_000 + n)), "").unwrap();
            }
            tick(most, day(today));
            assert_eq!(inode() != last, is_anew, "{more} more on day {today}");
            last = inode();
        }
        assert_eq!(listed(&folder).len(), 4131);
    }

    #[test]
    fn the_last_name_of_a_parcel_goes_back_to_its_place_whatever_leads_to_it_from_elsewhere() {
        let (root, folder, laid) = in_order();
        let beside = root.path().join(ORDER).join("main/2026-11-25");
        fs::create_dir_all(&beside).unwrap();
        let [lost, aside] = [&laid[0], &laid[1]].map(|name| {
            fs::rename(folder.join(name), beside.join(name)).unwrap();
            beside.join(name)
        });
        // A snapshot by links is none of the parcel's names here; what a repair set aside is.
        fs::hard_link(&lost, root.path().join("snapshot")).unwrap();
        let quarantine = root.path().join("quarantine/parcels/main/2026-11-25");
        fs::create_dir_all(&quarantine).unwrap();
        fs::hard_link(&aside, quarantine.join(&laid[1])).unwrap();
        Order::open(root.path(), day(0)).unwrap();
        assert!(folder.join(&laid[0]).exists() && !folder.join(&laid[1]).exists());
        assert_eq!((listed(&root.path().join(ORDER)).len(), listed(&folder).len()), (0, laid.len() - 1));
    }

    #[test]
    fn a_file_system_that_keeps_its_order_is_known() {
        let root = tempfile::tempdir_in("/dev/shm").unwrap();
        let order = || Order::open(root.path(), day(0)).unwrap();
        assert!(!order().is_possible(), "there is no file that could have a second name");
        fs::write(root.path().join(LOCK), "").unwrap();
        assert!(order().is_possible());
        assert_eq!(listed(&root.path().join(ORDER)), Vec::<String>::new());
        // A file of another file system has none here.
        assert!(!is_possible(&root.path().join(ORDER), Path::new("/proc/self/status")));
    }

    #[test]
    fn what_cannot_be_laid_anew_stays_as_it_is() {
        let (root, folder, laid) = in_order();
        let order = Order::open(root.path(), day(0)).unwrap();
        let inode = || folder.metadata().unwrap().ino();
        let (before, beside) = (inode(), root.path().join(ORDER).join("main"));
        let tick = || {
            order.clear(day(0)).unwrap();
            order.forget(&[(folder.clone(), day(0))], MOST_EACH_TICK, day(0), || ()).unwrap();
            (inode(), listed(&folder).len())
        };
        // What is no parcel would end the next tick, as something that does not belong in order/.
        let (other, link) = (folder.join("no parcel"), folder.join(name(99)));
        fs::create_dir(&other).unwrap();
        assert_eq!(tick(), (before, laid.len() + 1));
        fs::remove_dir(&other).unwrap();
        fs::write(&other, "").unwrap();
        assert_eq!(tick(), (before, laid.len() + 1));
        fs::remove_file(&other).unwrap();
        symlink(folder.join(&laid[0]), &link).unwrap();
        assert_eq!(tick(), (before, laid.len() + 1));
        fs::remove_file(&link).unwrap();
        assert!(!beside.exists());
        // No folder can be made.
        fs::write(&beside, "").unwrap();
        order.forget(&[(folder.clone(), day(0))], MOST_EACH_TICK, day(0), || ()).unwrap();
        assert_eq!((inode(), listed(&folder).len()), (before, laid.len()));
        fs::remove_file(&beside).unwrap();
        // It fails halfway, which no folder tells the moment of.
        let comes = || fs::write(&other, "").unwrap();
        order.forget(&[(folder.clone(), day(0))], MOST_EACH_TICK, day(0), comes).unwrap();
        fs::remove_file(&other).unwrap();
        assert_eq!((inode(), beside.metadata().unwrap().mtime()), (before, day(0).unix_midnight()));
        // It is tried again.
        assert_ne!(tick().0, before);
    }
}
