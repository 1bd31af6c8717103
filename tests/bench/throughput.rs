//! A large attachment through the form, against plain actix programs that stream the same multipart.
//!
//! `cargo bench --bench throughput -- [--mib 1024] [--rounds 5] [--dir DIR] [--before PROGRAM]`
//!
//! Each round sends the same body to (a) a program that writes it to a file with fsync, (b) one that
//! discards it, (c) `amparo demo`, (d) the same of another build, if one is named: by turns, on loopback, in one
//! run. Ratios are what counts; absolute figures are this machine's: between the requests it times what every upload must have,
//! two sums and a cipher. Ends by itself and takes its folders away.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(clippy::cast_precision_loss, reason = "figures of a bench, far below 2^52")]

use std::fs;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use actix_multipart::Multipart;
use actix_web::{App, HttpResponse, HttpServer, web};
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};

const BOUNDARY: &str = "amparo-bench-0123456789";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
    if let Some(kind) = value("--baseline") {
        return baseline(kind == "file", value("--dir").map(PathBuf::from));
    }
    let mib: u64 = value("--mib").map_or(1024, |v| v.parse().expect("--mib takes a number"));
    let rounds: usize = value("--rounds").map_or(5, |v| v.parse().expect("--rounds takes a number"));
    let parent = value("--dir").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = parent.join(format!("bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the bench");
    run(&folder, value("--before").map(Path::new), mib, rounds);
    fs::remove_dir_all(&folder).expect("the bench's folder goes away");
}

fn run(folder: &Path, before: Option<&Path>, mib: u64, rounds: usize) {
    let itself = std::env::current_exe().expect("this program has a path");
    let plain = |kind: &str| {
        let mut command = Command::new(&itself);
        command.args(["--baseline", kind, "--dir"]).arg(folder);
        Server::start(command, "/")
    };
    let demo = |program: &Path, name: &str| {
        let mut command = Command::new(program);
        command.args(["demo", "--json", "--listen", "127.0.0.1:0", "--dir"]).arg(folder.join(name));
        Server::start(command, "/en/1")
    };
    let mut servers = vec![
        ("file + fsync", plain("file")),
        ("discard", plain("discard")),
        ("amparo", demo(Path::new(env!("CARGO_BIN_EXE_amparo")), "demo")),
    ];
    servers.extend(before.map(|program| ("before", demo(program, "before"))));

    println!("{mib} MiB a request, {rounds} rounds by turns, after one that is not counted");
    let mut least_work = Vec::new();
    let [mut seconds, mut cpu, mut written] = [const { Vec::new() }; 3].map(|none| vec![none; servers.len()]);
    for round in 0..=rounds {
        for (at, (_, server)) in servers.iter().enumerate() {
            let sample = server.send(mib << 20);
            if round > 0 {
                seconds[at].push(sample.seconds);
                cpu[at].push(sample.cpu_seconds);
                written[at].push(sample.written as f64 / (mib << 20) as f64);
                least_work.push(sums_and_cipher());
            }
            // The disk's debts are paid before the next one starts.
            rustix::fs::sync();
            clear(folder);
        }
    }
    println!("{:<14} {:>10} {:>14} {:>16} {:>20}", "", "MB/s", "of file+fsync", "CPU s per GB", "bytes written/byte");
    let size = (mib << 20) as f64;
    for (at, (name, server)) in servers.iter().enumerate() {
        let ratios: Vec<f64> = seconds[0].iter().zip(&seconds[at]).map(|(base, own)| base / own).collect();
        println!(
            "{name:<14} {:>10.0} {:>14} {:>16.2} {:>20.3}   peak {} MiB",
            size / median(&seconds[at]) / 1e6,
            format!("{:.2} [{:.2}-{:.2}]", median(&ratios), least(&ratios), most(&ratios)),
            median(&cpu[at]) / size * 1e9,
            median(&written[at]),
            server.peak_kib() / 1024,
        );
    }
    println!(
        "two SHA-256 and one ChaCha20-Poly1305 alone, on one thread, between the requests: {:.2} s per GB by the clock",
        median(&least_work)
    );
}

/// Deletes what the requests left, so that a small disk does not fill up.
fn clear(folder: &Path) {
    let desks = ["demo", "before"].map(|name| folder.join(name).join("server/data/parcels/main"));
    let days = desks.into_iter().flat_map(fs::read_dir).flatten().flatten().map(|day| day.path());
    for place in days.chain([folder.join("plain")]) {
        for file in fs::read_dir(place).into_iter().flatten().flatten() {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// Seconds of the clock that a GB takes on one thread to be summed twice and sealed, and nothing else: piece by piece, in its cache.
fn sums_and_cipher() -> f64 {
    const PIECE: usize = 64 << 10;
    const PIECES: u32 = 4096;
    let key = UnboundKey::new(&CHACHA20_POLY1305, &[7; 32]).expect("a key of its length");
    let (key, mut sums) = (LessSafeKey::new(key), [Sha256::new(), Sha256::new()]);
    let mut piece = vec![7; PIECE];
    let start = Instant::now();
    for n in 0..PIECES {
        sums[0].update(&piece);
        let mut nonce = [0; 12];
        nonce[..4].copy_from_slice(&n.to_be_bytes());
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = key.seal_in_place_separate_tag(nonce, Aad::empty(), &mut piece).expect("it seals");
        sums[1].update(&piece);
        sums[1].update(tag);
    }
    black_box(sums.map(Sha256::finalize));
    start.elapsed().as_secs_f64() / (PIECE as f64 * f64::from(PIECES)) * 1e9
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

struct Server {
    child: Child,
    address: SocketAddr,
    path: &'static str,
}

struct Sample {
    seconds: f64,
    cpu_seconds: f64,
    written: u64,
}

impl Server {
    /// Starts a server that prints its address, as a URL in a line of JSON or alone.
    fn start(mut command: Command, path: &'static str) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output is piped")).read_line(&mut line).expect("it says where");
        let url = line.split("http://").nth(1).expect("an address");
        let address = url.split('/').next().expect("a host").parse().expect("a socket address");
        Self { child, address, path }
    }

    fn send(&self, size: u64) -> Sample {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"consent\"\r\n\r\nyes\r\n--{BOUNDARY}\r\n\
             Content-Disposition: form-data; name=\"files\"; filename=\"v.mp4\"\r\nContent-Type: video/mp4\r\n\r\n"
        );
        let tail = format!("\r\n--{BOUNDARY}--\r\n");
        let length = head.len() as u64 + size + tail.len() as u64;
        let piece: Vec<u8> = (0..1u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let (cpu, written) = (self.cpu_seconds(), self.written());
        let start = Instant::now();
        let mut stream = TcpStream::connect(self.address).expect("the server answers");
        let request = format!(
            "POST {} HTTP/1.1\r\nHost: bench\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{head}",
            self.path
        );
        stream.write_all(request.as_bytes()).expect("the request is taken");
        let mut left = size;
        while left > 0 {
            let now = left.min(piece.len() as u64);
            stream.write_all(&piece[..now as usize]).expect("the body is taken");
            left -= now;
        }
        stream.write_all(tail.as_bytes()).expect("the end is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer comes");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let seconds = start.elapsed().as_secs_f64();
        Sample { seconds, cpu_seconds: self.cpu_seconds() - cpu, written: self.written() - written }
    }

    fn proc(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).expect("the server runs")
    }

    fn cpu_seconds(&self) -> f64 {
        let stat = self.proc("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().expect("a stat line").split_whitespace().collect();
        let ticks: u64 = [11, 12].map(|at: usize| fields[at].parse::<u64>().expect("a number")).iter().sum();
        ticks as f64 / rustix::param::clock_ticks_per_second() as f64
    }

    fn written(&self) -> u64 {
        self.number("io", "write_bytes:")
    }

    fn peak_kib(&self) -> u64 {
        self.number("status", "VmHWM:")
    }

    fn number(&self, file: &str, label: &str) -> u64 {
        let text = self.proc(file);
        let line = text.lines().find(|l| l.starts_with(label)).expect("the label is there");
        line.split_whitespace().nth(1).expect("a number").parse().expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A plain actix program: the same multipart to a file with fsync, or to nowhere.
fn baseline(to_file: bool, folder: Option<PathBuf>) {
    let folder = folder.expect("--dir").join("plain");
    fs::create_dir_all(&folder).expect("a folder for the plain files");
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || {
            let folder = folder.clone();
            App::new().route("/", web::post().to(move |form| stream(form, to_file.then(|| folder.clone()))))
        });
        let server = server.workers(2).bind("127.0.0.1:0").expect("a free port");
        println!("http://{}/", server.addrs()[0]);
        server.run().await.expect("the plain server runs");
    });
}

async fn stream(mut form: Multipart, folder: Option<PathBuf>) -> HttpResponse {
    let mut at = 0;
    while let Ok(Some(mut field)) = form.try_next().await {
        at += 1;
        let mut file = folder.as_ref().map(|f| fs::File::create(f.join(at.to_string())).expect("a file"));
        while let Ok(Some(piece)) = field.try_next().await {
            if let Some(mut open) = file.take() {
                // As the documentation of actix-multipart shows it: each piece on the blocking pool.
                file = web::block(move || open.write_all(&piece).map(|()| open)).await.expect("a thread").ok();
            }
        }
        if let Some(open) = file {
            web::block(move || open.sync_all()).await.expect("a thread").expect("synced");
        }
    }
    HttpResponse::Ok().body("kept")
}
