//! Asks a container over HTTP.

use std::net::SocketAddr;
use std::time::Duration;

use ureq::Agent;

/// How long one answer may take.
const LIMIT: Duration = Duration::from_secs(30);

/// The most that is read of an answer.
const MAX_BODY: u64 = 64 * 1024 * 1024;

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

/// Asks once, without following redirections.
pub(super) fn ask(address: SocketAddr, path: &str) -> Result<Answer, String> {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    let agent: Agent = config.timeout_global(Some(LIMIT)).build().into();
    let mut answer = agent.get(format!("http://{address}{path}")).call().map_err(|error| error.to_string())?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(MAX_BODY).read_to_vec().map_err(|error| error.to_string())?;
    Ok(Answer { status, body })
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn an_answer_has_its_status_and_its_body() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let count = stream.read(&mut request).unwrap();
            stream.write_all(b"HTTP/1.1 503 No\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy").unwrap();
            String::from_utf8_lossy(&request[..count]).into_owned()
        });
        assert_eq!(ask(address, "/health?x=1"), Ok(Answer { status: 503, body: b"busy".to_vec() }));
        assert!(server.join().unwrap().starts_with("GET /health?x=1 HTTP/1.1\r\n"));
        assert!(ask(address, "/").is_err());
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
