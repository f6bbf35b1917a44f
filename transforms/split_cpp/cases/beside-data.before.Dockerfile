# The counter of words.
FROM debian:bookworm AS app
LABEL org.opencontainers.image.title="counter"
RUN apt-get update && apt-get install -y g++ curl libpq-dev

# Nobody else may write here.
RUN groupadd -r counter && useradd -r -g counter counter
ENV COUNTER_MODE=fast
WORKDIR /srv/counter
COPY . .
RUN g++ -O2 -o counter main.cpp -lpq
# The port of the counter.
EXPOSE 8080
USER counter
HEALTHCHECK CMD curl -f http://localhost:8080/
CMD ["./counter", "--words", "words.txt"]
