# The counter of words.
FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y g++ curl libpq-dev

# Nobody else may write here.
RUN groupadd -r counter && useradd -r -g counter counter
ENV COUNTER_MODE=fast
WORKDIR /srv/counter
COPY . .
RUN g++ -O2 -o counter main.cpp -lpq

FROM debian:bookworm-slim AS app
RUN apt-get update && apt-get install -y curl libgomp1 libpq5 \
    && rm -rf /var/lib/apt/lists/*
LABEL org.opencontainers.image.title="counter"
RUN groupadd -r counter && useradd -r -g counter counter
ENV COUNTER_MODE=fast
WORKDIR /srv/counter
COPY --from=build /srv/counter/counter /srv/counter/counter
COPY --from=build /srv/counter/words.txt /srv/counter/words.txt
# The port of the counter.
EXPOSE 8080
USER counter
HEALTHCHECK CMD curl -f http://localhost:8080/
CMD ["./counter", "--words", "words.txt"]
