//! Asks a container over HTTP.

use std::net::SocketAddr;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use ureq::Agent;

use super::Error;

/// How long one answer may take.
const LIMIT: Duration = Duration::from_secs(30);

/// The most that is read of an answer.
const MAX_BODY: u64 = 64 * 1024 * 1024;

/// How often somebody may ask to stop.
const TICK: Duration = Duration::from_millis(50);

/// Headers that are compared.
const HEADERS: [&str; 4] = ["content-type", "content-encoding", "location", "www-authenticate"];

/// A port of the container, and what to ask for there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The port that the process in the container listens on.
    pub port: u16,
    /// Paths, from `/`.
    pub paths: Vec<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The HTTP status.
    pub(super) status: u16,
    /// Those headers that say what the answer is, in the order of [`HEADERS`]; others tell of the day or the server.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(super) body: Vec<u8>,
}

impl std::str::FromStr for Probe {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let port = words.next().and_then(|port| port.parse().ok()).filter(|&port| port > 0);
        let port = port.ok_or_else(|| format!("`{text}` begins with no port, expected `PORT /path ...`"))?;
        let paths: Vec<String> = words.map(str::to_owned).collect();
        if let Some(path) = paths.iter().find(|path| !path.starts_with('/')) {
            return Err(format!("`{path}` is no path, expected one that begins with `/`"));
        }
        let paths = if paths.is_empty() { vec!["/".to_owned()] } else { paths };
        Ok(Self { port, paths })
    }
}

/// Asks once, without following redirections. The container is told that it is called by its own port: what it writes
/// into links then does not depend on the port that the engine picked on this machine.
///
/// # Errors
/// The outer one when somebody asked to stop meanwhile, the inner one in words, when there is no answer.
pub(super) fn ask(
    address: SocketAddr,
    port: u16,
    path: &str,
    stop: &dyn Fn() -> bool,
) -> Result<Result<Answer, String>, Error> {
    let (sender, receiver) = mpsc::channel();
    let path = path.to_owned();
    thread::spawn(move || sender.send(answer(address, port, &path)));
    loop {
        match receiver.recv_timeout(TICK) {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Timeout) if stop() => return Err(Error::Interrupted),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(Err("it cannot be asked".to_owned())),
        }
    }
}

fn answer(address: SocketAddr, port: u16, path: &str) -> Result<Answer, String> {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    let agent: Agent = config.timeout_global(Some(LIMIT)).build().into();
    let request = agent.get(format!("http://{address}{path}")).header("host", format!("localhost:{port}"));
    let mut answer = request.call().map_err(|error| error.to_string())?;
    let status = answer.status().as_u16();
    let header = |name: &&'static str| {
        let values = answer.headers().get_all(*name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        let values: Vec<_> = values.collect();
        (!values.is_empty()).then(|| (*name, values.join(", ")))
    };
    let headers = HEADERS.iter().filter_map(header).collect();
    let body = answer.body_mut().with_config().limit(MAX_BODY).read_to_vec().map_err(|error| error.to_string())?;
    Ok(Answer { status, headers, body })
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// Asks a server that answers once with these bytes; the answer, and the request that it got.
    fn asked(path: &str, bytes: &'static [u8]) -> (Result<Answer, String>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let count = stream.read(&mut request).unwrap();
            stream.write_all(bytes).unwrap();
            String::from_utf8_lossy(&request[..count]).into_owned()
        });
        let answer = ask(address, 5000, path, &|| false).unwrap();
        (answer, server.join().unwrap())
    }

    #[test]
    fn an_answer_has_its_status_its_headers_and_its_body() {
        let busy = b"HTTP/1.1 503 No\r\nDate: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy";
        let (answer, request) = asked("/health?x=1", busy);
        assert_eq!(answer, Ok(Answer { status: 503, headers: Vec::new(), body: b"busy".to_vec() }));
        assert!(request.starts_with("GET /health?x=1 HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("\r\nhost: localhost:5000\r\n"), "{request}");
        assert_eq!(request.matches("ost: ").count(), 1, "{request}");
        let chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        let headers = vec![("content-type", "text/x".to_owned())];
        assert_eq!(asked("/", chunked).0, Ok(Answer { status: 200, headers, body: b"abcde".to_vec() }));
    }

    #[test]
    fn a_redirection_is_an_answer_and_an_answer_that_breaks_off_is_none() {
        let redirection = b"HTTP/1.1 302 Found\r\nLocation: http://localhost:5000/a\r\nContent-Length: 0\r\n\r\n";
        let headers = vec![("location", "http://localhost:5000/a".to_owned())];
        assert_eq!(asked("/", redirection).0, Ok(Answer { status: 302, headers, body: Vec::new() }));
        assert!(asked("/", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort").0.is_err());
        assert!(asked("/", b"no HTTP at all\r\n\r\n").0.is_err());
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        assert!(ask(nobody, 80, "/", &|| false).unwrap().is_err());
    }

    #[test]
    fn an_interrupt_ends_the_wait_for_an_answer() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let begin = std::time::Instant::now();
        let asked = ask(listener.local_addr().unwrap(), 80, "/", &|| begin.elapsed() > Duration::from_millis(100));
        assert!(matches!(asked, Err(Error::Interrupted)) && begin.elapsed() < LIMIT / 2);
    }

    #[test]
    fn what_to_ask_is_a_port_and_paths() {
        let probe = |text: &str| text.parse::<Probe>();
        assert_eq!(probe("5000 /health /"), Ok(Probe { port: 5000, paths: vec!["/health".into(), "/".into()] }));
        assert_eq!(probe("80"), Ok(Probe { port: 80, paths: vec!["/".into()] }));
        for wrong in ["", "x /", "0 /", "70000 /", "80 health"] {
            assert!(probe(wrong).is_err(), "{wrong}");
        }
    }
}
