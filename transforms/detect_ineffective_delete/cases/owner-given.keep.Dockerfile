FROM debian:12
COPY --chown=1000 . /app
RUN chown -R 1000 /app
COPY . /srv
RUN chown 1000 /srv && chmod -R 755 /srv && chmod +x /srv/x.sh
RUN chown -R 1000 /data
