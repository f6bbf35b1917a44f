FROM example/base
RUN apk add --no-cache make
COPY Makefile .
RUN make && apk del make
