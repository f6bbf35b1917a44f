FROM debian:bookworm-slim
RUN git clone https://example.org/app.git /src && { rm -r /src || echo "nothing to remove"; }
