FROM debian:12
RUN make # it all
RUN make \
  && make install # it all
CMD exec app # runs it
HEALTHCHECK CMD curl -f localhost || exit 1 # c
