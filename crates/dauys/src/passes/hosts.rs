//! Work at many hosts at once: every host has its own queue and is worked on serially, and no host waits for another.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use url::Url;

/// How many hosts are worked on at the same time.
const TOGETHER: usize = 64;

/// How many results may wait to be taken before hosts wait for that.
const WAITING: usize = 32;

/// Does `work` on every job and hands each result with the number of its job to `take`, in the order in which they come.
pub(crate) async fn each<J, R, F>(
    jobs: impl IntoIterator<Item = (Option<Url>, J)>,
    work: impl Fn(J) -> F + Clone + Send + 'static,
    mut take: impl FnMut(usize, R) -> anyhow::Result<()>,
) -> anyhow::Result<()>
where
    J: Send + 'static,
    R: Send + 'static,
    F: Future<Output = R> + Send,
{
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let together = Arc::new(Semaphore::new(TOGETHER));
    let mut hosts = JoinSet::new();
    for queue in queues(jobs) {
        let (work, sender, together) = (work.clone(), sender.clone(), Arc::clone(&together));
        hosts.spawn(async move {
            let _permit = together.acquire().await;
            for (number, job) in queue {
                let result = work(job).await;
                // Nobody listens any more when taking has failed.
                if sender.send((number, result)).await.is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    while let Some((number, result)) = receiver.recv().await {
        take(number, result)?;
    }
    while let Some(host) = hosts.join_next().await {
        host.context("working at a host")?;
    }
    Ok(())
}

/// The jobs of every host with their numbers, the longest queue first: it is the one that ends last.
fn queues<J>(jobs: impl IntoIterator<Item = (Option<Url>, J)>) -> Vec<Vec<(usize, J)>> {
    let mut queues: Vec<Vec<(usize, J)>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (number, (url, job)) in jobs.into_iter().enumerate() {
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned();
        let place = *places.entry(host).or_insert_with(|| {
            queues.push(Vec::new());
            queues.len() - 1
        });
        if let Some(queue) = queues.get_mut(place) {
            queue.push((number, job));
        }
    }
    queues.sort_by_key(|queue| std::cmp::Reverse(queue.len()));
    queues
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::{Instant, sleep};

    use super::*;

    fn at(host: &str, seconds: u64) -> (Option<Url>, (String, u64)) {
        (Url::parse(&format!("http://{host}/{seconds}")).ok(), (host.to_owned(), seconds))
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_host_holds_up_nobody_but_itself() {
        let start = Instant::now();
        let mut jobs = vec![at("slow.example", 30), at("slow.example", 30)];
        jobs.extend((0..200).map(|number| at(&format!("h{}.example", number % 50), 1)));
        let mut done = Vec::new();
        let work = |(host, seconds)| async move {
            sleep(Duration::from_secs(seconds)).await;
            host
        };
        each(jobs, work, |number, host| {
            done.push((start.elapsed().as_secs(), number, host));
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(done.len(), 202);
        assert_eq!(start.elapsed(), Duration::from_secs(60), "the time of the slowest host");
        assert!(done.iter().filter(|(_, _, host)| host != "slow.example").all(|(second, ..)| *second <= 4));
    }

    #[tokio::test(start_paused = true)]
    async fn when_taking_fails_the_work_ends() {
        let work = |(host, _): (String, u64)| async move { host };
        let jobs = (0..500).map(|number| at(&format!("h{number}.example"), 0));
        let error = each(jobs, work, |_, _| anyhow::bail!("full")).await.unwrap_err();
        assert_eq!(error.to_string(), "full");
    }
}
