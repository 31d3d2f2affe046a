//! PostgreSQL with its Russian configuration and a GIN index, in a cluster of this bench's own on a socket in its folder.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use postgres::{Client, NoTls};

use crate::posts::Posts;
use crate::queries::{Asked, Part};

/// A running cluster, stopped when dropped.
pub(crate) struct Postgres {
    client: Option<Client>,
    programs: PathBuf,
    folder: PathBuf,
}

const TABLE: &str = "
    CREATE UNLOGGED TABLE posts (id bigint PRIMARY KEY, title text, text text, published_at bigint, day int, lang text, kind text,
        source text, category text, region text, root bigint, words tsvector);";

impl Postgres {
    /// A cluster in a folder; nothing where PostgreSQL is not installed.
    pub(crate) fn start(folder: &Path) -> Option<Self> {
        let programs = programs()?;
        let folder = folder.join("postgres");
        std::fs::create_dir_all(&folder).unwrap();
        // The server refuses to run as root.
        let owner = is_root().then_some("postgres");
        if let Some(owner) = owner {
            assert!(Command::new("chown").arg(owner).arg(&folder).status().unwrap().success());
            for above in folder.ancestors().skip(1).take(1) {
                assert!(Command::new("chmod").arg("a+rx").arg(above).status().unwrap().success());
            }
        }
        let data = folder.join("data");
        let initialised = run(owner, &programs.join("initdb"))
            .args(["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=bench", "-D"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(initialised.status.success(), "{}", String::from_utf8_lossy(&initialised.stderr));
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories={} -c shared_buffers=2GB -c work_mem=256MB -c fsync=off \
             -c maintenance_work_mem=1GB -c effective_cache_size=8GB -c max_wal_size=8GB -c jit=off",
            folder.display()
        );
        let started = run(owner, &programs.join("pg_ctl"))
            .args(["start", "-w", "-o", &options, "-l"])
            .arg(folder.join("log"))
            .arg("-D")
            .arg(&data)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(started.success(), "{}", std::fs::read_to_string(folder.join("log")).unwrap_or_default());
        let client =
            Client::connect(&format!("host={} user=bench dbname=postgres", folder.display()), NoTls).unwrap();
        Some(Self { client: Some(client), programs, folder })
    }

    /// Copies the posts in, makes their lexemes and the index; the bytes of table and index.
    pub(crate) fn fill(&mut self, posts: &Posts, count: u64) -> i64 {
        let client = self.client.as_mut().unwrap();
        client.batch_execute(TABLE).unwrap();
        for batch in crate::batches(count) {
            let mut rows = String::new();
            for number in batch {
                let (post, repeats) = posts.post(number);
                writeln!(
                    rows,
                    "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                    post.id,
                    post.title,
                    post.text,
                    post.published_at.as_second(),
                    (post.published_at.as_second() + 18_000) / 86_400,
                    post.language.code(),
                    post.kind.code(),
                    post.source,
                    post.category.as_ref().map_or("\\N", |category| category.0.as_str()),
                    post.places.first().map_or("\\N".into(), ToString::to_string),
                    repeats.unwrap_or(post.id),
                )
                .unwrap();
            }
            let mut copy = client
                .copy_in("COPY posts (id, title, text, published_at, day, lang, kind, source, category, region, root) FROM STDIN")
                .unwrap();
            copy.write_all(rows.as_bytes()).unwrap();
            copy.finish().unwrap();
        }
        client
            .batch_execute(
                "UPDATE posts SET words = setweight(to_tsvector('russian', title), 'A') || to_tsvector('russian', text);
                 CREATE INDEX posts_words ON posts USING gin (words);",
            )
            .unwrap();
        client.batch_execute("VACUUM FULL ANALYZE posts").unwrap();
        client.query_one("SELECT pg_total_relation_size('posts')", &[]).unwrap().get(0)
    }

    /// Twenty best hits with highlights, counts of six columns, and how many rows match.
    pub(crate) fn ask(&mut self, asked: &Asked) -> usize {
        let client = self.client.as_mut().unwrap();
        let query = expression(asked);
        let mut filter = String::new();
        for (column, value) in &asked.filters {
            write!(filter, " AND {column} = '{value}'").unwrap();
        }
        let matching = client
            .query(
                &format!(
                    "SELECT day, lang, kind, source, category, region, count(*) FROM posts
                     WHERE words @@ to_tsquery('russian', $1){filter}
                     GROUP BY GROUPING SETS ((day), (lang), (kind), (source), (category), (region), ())"
                ),
                &[&query],
            )
            .unwrap();
        let total = matching.iter().map(|row| row.get::<_, i64>(6)).max().unwrap_or(0);
        let hits = client
            .query(
                &format!(
                    "SELECT id, ts_headline('russian', text, to_tsquery('russian', $1), 'MaxFragments=1') FROM
                     (SELECT id, text FROM posts WHERE words @@ to_tsquery('russian', $1){filter}
                      ORDER BY ts_rank_cd(words, to_tsquery('russian', $1)) DESC LIMIT 20) AS best"
                ),
                &[&query],
            )
            .unwrap();
        drop(hits);
        usize::try_from(total).unwrap()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.client = None;
        let _ = run(is_root().then_some("postgres"), &self.programs.join("pg_ctl"))
            .args(["stop", "-m", "immediate", "-D"])
            .arg(self.folder.join("data"))
            .stdout(Stdio::null())
            .status();
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

/// A command of the cluster's owner.
fn run(owner: Option<&str>, program: &Path) -> Command {
    match owner {
        None => Command::new(program),
        Some(owner) => {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid", owner, "--regid", owner, "--clear-groups"])
                .arg(program)
                .current_dir("/");
            command
        }
    }
}

/// Where the programs of the server are.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|entry| entry.path().join("bin"));
    debian
        .chain(["/usr/local/bin".into(), "/usr/bin".into()])
        .find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

fn expression(asked: &Asked) -> String {
    let part = |part: &Part| match part {
        Part::Word(word) => word.clone(),
        Part::Beginning(word) => format!("{word}:*"),
        Part::Phrase(words) => format!("({})", words.join(" <-> ")),
    };
    let all = |parts: &Vec<Part>| parts.iter().map(part).collect::<Vec<_>>().join(" & ");
    let mut text = asked.any.iter().map(|parts| format!("({})", all(parts))).collect::<Vec<_>>().join(" | ");
    for word in &asked.not {
        text = format!("({text}) & !{word}");
    }
    text
}
