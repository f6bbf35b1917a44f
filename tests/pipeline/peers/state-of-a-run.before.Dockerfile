FROM debian:12
RUN mkdir -p build && cd build && touch one && rm -f /tmp/x
RUN wget -O /tmp/x https://example.com/x && touch two
RUN export TOKEN=x && set +e && true && rm -f /tmp/x
RUN wget -O /tmp/x https://example.com/x && false
RUN exit 0 && rm -f /tmp/x
RUN wget -O /tmp/x https://example.com/x; sleep 1 &
RUN echo done && rm -f /tmp/x # a word
RUN wget -O /tmp/x https://example.com/x
RUN ! grep -q bad /etc/passwd && echo a && echo b && rm -f /tmp/x
