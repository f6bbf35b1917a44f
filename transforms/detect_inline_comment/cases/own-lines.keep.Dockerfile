FROM debian:12
# c
WORKDIR /app
  # c
RUN make \
  # c \
  && make install
