//! Days' folders whose names lie in an order that tells nothing.
//!
//! A file system keeps a folder's names where there was room when they came. A list of it may be sorted otherwise, the blocks are
//! not: who has the disk reads there which parcels came one behind the other, and so which are of one visit. At each tick the
//! names of a folder that grew are linked, in random order, into a fresh one, which takes its place at once:
//! `renameat2(2)`, `RENAME_EXCHANGE`. The folder of before stays until the next tick, in `order/`, for whoever is reading it in
//! another process: until then, and after a kill, each of its parcels has a name there too. A kill leaves a whole folder in
//! its place at every moment.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::StoreError;
use super::data_folder::Place;
use super::disk::{PARCELS, entries, is_full, make_day_folder, make_folder, named, set_day, shuffle, sync_folder};
use super::files::LOCK;
use super::quarantine::remove_any;
use crate::harden::private_file;
use crate::seal::Day;

/// Where folders of before lie, and fresh ones are made.
pub(super) const ORDER: &str = "order";

/// A day that is not over and has more parcels waits for its end, or a stop: laying so many at each tick would be work for nothing.
pub(super) const MOST_OF_TODAY: usize = 4096;

/// The folders that are looked after.
pub(super) struct Order {
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
        let order =
            Self { is_possible: is_possible(&beside, &root.join(LOCK)), parcels, beside, done: Mutex::default() };
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

    /// A parcel has another name, in its place. The last one of a parcel goes back there: a power cut may have undone half of an
    /// exchange, where the file system keeps no journal.
    fn take_away(&self, path: &Path) -> Result<(), StoreError> {
        let failed = |e| StoreError::Io("removing a folder of before", named(path, e));
        let found = path.symlink_metadata().map_err(failed)?;
        let below = path.strip_prefix(&self.beside).unwrap_or(path);
        let place = self.parcels.join(below);
        if found.is_file() && (found.nlink() > 1 || place.symlink_metadata().is_ok()) {
            return fs::remove_file(path).map_err(failed);
        }
        let (Some(day), true) = (day_of(below), found.is_file()) else {
            return Err(StoreError::Stray(path.to_owned()));
        };
        let folder = place.parent().unwrap_or(&self.parcels);
        make_day_folder(folder, day)?;
        fs::rename(path, &place).map_err(failed)?;
        sync_folder(folder)?;
        set_day(folder, day)
    }

    /// Lays the names of these folders anew, which are their days', where more came since it was done last. Nothing may go from
    /// them meanwhile, and nothing come either while what `alone` gives is held. Where the file system does not do this, all
    /// stays as it is. So does a day that is not over and has more than `most`.
    pub(super) fn forget<G>(
        &self,
        folders: &[(PathBuf, Day)],
        most: usize,
        today: Day,
        alone: impl Fn() -> G,
    ) -> Result<(), StoreError> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.today != Some(today) {
            // At a day's close all are, whether anything came or not: a folder is born when it is laid anew, and would tell for good
            // when the last parcel of its day came.
            *done = Done { today: Some(today), names: HashMap::new() };
        }
        done.names.retain(|folder, _| folders.iter().any(|(known, _)| known == folder));
        for (folder, day) in folders {
            let names = entries(folder)?;
            let count = names.len();
            let waits = *day >= today && count > most;
            if count < 2 || waits || done.names.get(folder) == Some(&count) {
                continue;
            }
            if self.lay_anew(folder, names, *day, &alone)? {
                // What came while they were laid is not counted: it lies in the order it came in until the next time.
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
    match Place::of(Path::new(PARCELS).join(below).to_str()?) {
        Some(Place::Parcel(_, day, _)) => Some(day),
        _ => None,
    }
}

fn remove(path: &Path) -> Result<(), StoreError> {
    remove_any(path).map_err(|e| StoreError::Io("removing a folder of before", e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Day {
        "2026-11-25".parse::<Day>().unwrap().plus(n)
    }

    /// A folder in memory, whose list is in the order in which names were laid, or the other way round.
    fn in_order() -> (tempfile::TempDir, PathBuf, Vec<String>) {
        let root = tempfile::tempdir_in("/dev/shm").expect("a Linux has /dev/shm");
        let folder = root.path().join("parcels/main/2026-11-25");
        fs::create_dir_all(&folder).unwrap();
        let laid: Vec<String> = (0..30).map(|n| format!("{:x}.age", n * 7919 % 30)).collect();
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
        order.forget(&[(folder.clone(), day(0))], MOST_OF_TODAY, day(0), || ()).unwrap();
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
        let (before, come) = (inode(), folder.join("late.age"));
        let forget = |alone: &dyn Fn()| {
            order.clear(day(0)).unwrap();
            order.forget(&[(folder.clone(), day(0))], MOST_OF_TODAY, day(0), alone).unwrap();
        };
        forget(&|| fs::write(&come, "late").unwrap());
        assert_ne!(inode(), before);
        assert_eq!((listed(&folder).len(), fs::read_to_string(&come).unwrap().as_str()), (laid.len() + 1, "late"));
        // It does not lie behind all others for good.
        let before = inode();
        forget(&|| ());
        assert_ne!(inode(), before);
    }

    #[test]
    fn a_folder_is_laid_anew_when_something_came_and_at_each_close_and_a_full_one_when_its_day_is_over() {
        let (root, folder, _) = in_order();
        let order = Order::open(root.path(), day(0)).unwrap();
        let inode = || folder.metadata().unwrap().ino();
        let tick = |today| {
            order.clear(today).unwrap();
            order.forget(&[(folder.clone(), day(0))], MOST_OF_TODAY, today, || ()).unwrap();
        };
        let mut last = inode();
        for (more, today, is_anew) in
            // At each close it is, when the day before is among the newest too.
            [
                (0, 0, true),
                (0, 0, false),
                (1, 0, true),
                (0, 1, true),
                (0, 1, false),
                (0, 2, true),
                (4100, 0, false),
                (0, 1, true),
            ]
        {
            for n in 0..more {
                fs::write(folder.join(format!("{more}-{n}.age")), "").unwrap();
            }
            tick(day(today));
            assert_eq!(inode() != last, is_anew, "{more} more on day {today}");
            last = inode();
        }
        assert_eq!(listed(&folder).len(), 4131);
        // At a stop nobody waits.
        fs::write(folder.join("last.age"), "").unwrap();
        tick(day(0));
        assert_eq!(inode(), last);
        order.forget(&[(folder.clone(), day(0))], usize::MAX, day(0), || ()).unwrap();
        assert_ne!(inode(), last);
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
        fs::create_dir(folder.join("no parcel")).unwrap();
        let order = Order::open(root.path(), day(0)).unwrap();
        let inode = folder.metadata().unwrap().ino();
        order.forget(&[(folder.clone(), day(0))], MOST_OF_TODAY, day(0), || ()).unwrap();
        assert_eq!((folder.metadata().unwrap().ino(), listed(&folder).len()), (inode, laid.len() + 1));
        assert_eq!(listed(&root.path().join(ORDER).join("main")).len(), 0);
        // No folder can be made.
        fs::remove_dir(folder.join("no parcel")).unwrap();
        fs::remove_dir(root.path().join(ORDER).join("main")).unwrap();
        fs::write(root.path().join(ORDER).join("main"), "").unwrap();
        order.forget(&[(folder.clone(), day(0))], MOST_OF_TODAY, day(0), || ()).unwrap();
        assert_eq!((folder.metadata().unwrap().ino(), listed(&folder).len()), (inode, laid.len()));
        // It is tried again.
        fs::remove_file(root.path().join(ORDER).join("main")).unwrap();
        order.forget(&[(folder.clone(), day(0))], MOST_OF_TODAY, day(0), || ()).unwrap();
        assert_ne!(folder.metadata().unwrap().ino(), inode);
    }
}
