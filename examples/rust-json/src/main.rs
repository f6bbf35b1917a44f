//! A ledger that adds up what is posted to it.

use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Entry {
    amount: i64,
}

#[derive(Serialize)]
struct Balance {
    entries: usize,
    total: i64,
}

async fn balance(Json(entries): Json<Vec<Entry>>) -> Json<Balance> {
    let total = entries.iter().map(|entry| entry.amount).sum();
    Json(Balance { entries: entries.len(), total })
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/", get(|| async { "ledger\n" })).route("/balance", post(balance));
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
    axum::serve(listener, app).await
}
