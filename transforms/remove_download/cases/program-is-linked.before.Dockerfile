FROM debian:bookworm
RUN cd /tmp && curl -fsSL -o app.tar.gz https://example.org/app.tar.gz && tar -xzf app.tar.gz -C /opt \
    && ln -s /opt/app/bin/app /usr/local/bin/app && ln -s "$HOME/bin/app" /usr/bin
