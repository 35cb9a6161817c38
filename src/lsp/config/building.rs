//! Corpora, built in the background.

use std::panic::catch_unwind;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use crate::corpus;
use crate::reference::Reference;

use super::state::{Built, Stamp, State};
use super::{Event, lock};

/// Settings change with every key while they are written; what changes again so soon is not built.
const PAUSE: Duration = Duration::from_millis(300);

/// Builds the corpora that are wanted, one after the other.
pub fn build_wanted(state: &Mutex<State>, events: &UnboundedSender<Event>) {
    loop {
        let changed = {
            let state = lock(state);
            state.wanted.keys().any(|file| state.corpora.contains_key(file))
        };
        if changed {
            std::thread::sleep(PAUSE);
        }
        let next = {
            let mut state = lock(state);
            let file = state.wanted.keys().next().cloned();
            let next = file.and_then(|file| state.wanted.remove_entry(&file));
            state.building = next.is_some();
            next
        };
        let Some((file, selection)) = next else { return };
        // Nobody may be listening any more.
        let tell = |event| _ = events.send(event);
        // Taken before: what changes while it is read is seen the next time.
        let files = corpus::file_states(&selection);
        let built = catch_unwind(|| corpus::load(&selection, false, &|step| tell(Event::Step(step))));
        let (corpus, problems) = built.unwrap_or_else(|_| {
            tracing::error!("语料未能建立");
            Default::default()
        });
        // Whoever asks next must not have to wait for what takes its time.
        let known = lock(state).known.get(&file).map(|known| Arc::clone(&known.reference));
        let reference = known.map(|known| {
            Reference::new(known.settings.clone(), Arc::clone(&known.terms), Arc::clone(&corpus))
        });
        let characters: usize = corpus.documents().iter().map(|document| document.characters).sum();
        let message = format!("语料已就绪：{} 篇，{characters} 字", corpus.documents().len());
        let mut state = lock(state);
        if let Some(known) = state.known.get_mut(&file) {
            known.stamp = Stamp::Stale;
        }
        state.corpora.insert(file, Built { selection, files, corpus, problems, reference });
        tracing::info!("{message}");
        tell(Event::Ready);
    }
}
