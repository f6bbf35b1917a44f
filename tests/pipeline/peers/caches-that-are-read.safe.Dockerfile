FROM rust:1.90
WORKDIR /src
RUN cargo build --release
CMD ["./target/release/app"]
FROM python:3.12
RUN pip install flask && rm -rf /root/.cache
FROM node:22
USER node
RUN npm ci && npm cache clean --force
