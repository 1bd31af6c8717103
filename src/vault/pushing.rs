//! What a push does: it sends the replies that wait, and gives a server back what it lacks.

use std::net::SocketAddr;

use super::fetch::ServersLists;
use super::file::VaultFile;
use super::holdings::{GiveError, Holder, give_back};
use super::home::{Home, HomeError, ReviewerKeys};
use super::inbox::{InboxError, files};
use super::outbox::{Damaged, OutboxError, Queued};
use super::remote::{Remote, RemoteError};
use crate::roster::Roster;
use crate::seal::{Day, ParcelId};

/// Why a reply waits on.
#[derive(Debug)]
pub enum Waits {
    /// What it answers was taken out of the vault.
    TakenOut,
    /// The push broke off, at it or before it.
    BrokenOff,
    /// The server does not take it.
    Refused(RemoteError),
}

/// What came of a push.
#[derive(Default)]
pub struct Pushed {
    /// Replies that the server has confirmed.
    pub sent: Vec<ParcelId>,
    /// What waits on, and why.
    pub waiting: Vec<(ParcelId, Waits)>,
    /// Files that cannot be sent, whatever is tried.
    pub damaged: Vec<Damaged>,
    /// Parcels that the server has again.
    pub given: Vec<ParcelId>,
    /// Parcels that it does not take back.
    pub refused: Vec<ParcelId>,
    /// Files that are not what they are named by: nobody is given them.
    pub spoiled: Vec<VaultFile>,
}

impl Pushed {
    /// Something was to be given back.
    pub const fn gave_back(&self) -> bool {
        !self.given.is_empty() || !self.refused.is_empty() || !self.spoiled.is_empty()
    }
}

/// What is to be said while a push is under way.
pub enum PushStep {
    /// Another push sends: its end is waited for.
    Waiting,
    /// So many replies are sent now.
    Sending(usize),
    /// So many parcels are given back now.
    GivingBack(usize),
    /// One of them is dealt with.
    One,
}

/// Whose push it is.
pub struct Pusher<'a> {
    /// Their folder.
    pub home: &'a Home,
    /// Their keys.
    pub keys: &'a ReviewerKeys,
    /// The newest roster, which names the server.
    pub roster: &'a Roster,
    /// The proxy for onion addresses.
    pub socks: Option<SocketAddr>,
}

impl Pusher<'_> {
    /// Sends every reply that waits, one after the other, and forgets each that the server has confirmed.
    ///
    /// # Errors
    /// The server cannot be talked to any more, or the home cannot be used. What came of it until then is in `pushed`.
    pub async fn send<E>(&self, pushed: &mut Pushed, say: &mut dyn FnMut(PushStep)) -> Result<(), E>
    where
        E: From<OutboxError> + From<InboxError> + From<RemoteError>,
    {
        let outbox = self.home.outbox();
        // Held until the last reply is sent: what another push sends meanwhile is none of ours then.
        let sending = outbox.sending(|| say(PushStep::Waiting))?;
        let (queued, damaged) = outbox.queued(&self.keys.identity, &sending)?;
        pushed.damaged = damaged;
        let vault = files(&self.home.vault())?;
        let (wanted, taken_out): (Vec<_>, Vec<_>) = queued.into_iter().partition(|one| one.is_wanted(&vault));
        pushed.waiting.extend(taken_out.iter().map(|one| (one.parcel, Waits::TakenOut)));
        if wanted.is_empty() {
            return Ok(());
        }
        let mut remote = Remote::of(self.roster, &self.keys.signing, self.socks).await?;
        say(PushStep::Sending(wanted.len()));
        let mut wanted = wanted.into_iter();
        while let Some(one) = wanted.next() {
            if let Err(error) = send_one::<E>(&mut remote, one, pushed).await {
                // With the others it would be the same.
                pushed.waiting.extend(wanted.map(|one| (one.parcel, Waits::BrokenOff)));
                return Err(error);
            }
            say(PushStep::One);
        }
        Ok(())
    }

    /// Gives the server these files, and what else it lacks that `holder` holds; gives what it lists, where that was asked.
    ///
    /// # Errors
    /// The server cannot be talked to any more, or the vault cannot be read. What came of it until then is in `pushed`.
    pub async fn give_back<E>(
        &self,
        mut files: Vec<VaultFile>,
        holder: Option<(&Holder<'_>, Day)>,
        pushed: &mut Pushed,
        say: &mut dyn FnMut(PushStep),
    ) -> Result<Option<ServersLists>, E>
    where
        E: From<HomeError> + From<InboxError> + From<RemoteError> + From<GiveError>,
    {
        let mut remote = Remote::of(self.roster, &self.keys.signing, self.socks).await?;
        let mut listed = None;
        if let Some((holder, today)) = holder {
            let (lacking, lists) = holder.lacking::<E>(&mut remote, self.home, today).await?;
            let named: Vec<ParcelId> = files.iter().map(VaultFile::id).collect();
            files.extend(lacking.into_iter().filter(|file| !named.contains(&file.id())));
            listed = Some(lists);
        }
        say(PushStep::GivingBack(files.len()));
        for file in files {
            // The server would refuse it, as it refuses what is withdrawn.
            if !file.has_digest().map_err(|error| InboxError::Io(file.path().to_owned(), error))? {
                pushed.spoiled.push(file);
            } else if give_back(&mut remote, &file).await? {
                pushed.given.push(file.id());
            } else {
                pushed.refused.push(file.id());
            }
            say(PushStep::One);
        }
        Ok(listed)
    }
}

/// Sends a reply; an error ends the push.
async fn send_one<E>(remote: &mut Remote, one: Queued, pushed: &mut Pushed) -> Result<(), E>
where
    E: From<OutboxError> + From<RemoteError>,
{
    match remote.reply(&one.desk, one.parcel, &one.body).await {
        Ok(()) => {
            pushed.sent.push(one.parcel);
            Ok(one.forget_sent()?)
        }
        Err(error @ (RemoteError::NotTaken | RemoteError::MailboxFull | RemoteError::NotFound)) => {
            pushed.waiting.push((one.parcel, Waits::Refused(error)));
            Ok(())
        }
        Err(error) => {
            pushed.waiting.push((one.parcel, Waits::BrokenOff));
            Err(error.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_back_or_was_to_be_is_told_where_a_push_breaks_off() {
        let id = ParcelId::from_bytes([1; 32]);
        let sent = Pushed { sent: vec![id], ..Pushed::default() };
        let given = Pushed { given: vec![id], ..Pushed::default() };
        let refused = Pushed { refused: vec![id], ..Pushed::default() };
        assert_eq!([sent, given, refused].map(|pushed| pushed.gave_back()), [false, true, true]);
    }
}
