FROM alpine:3.20
RUN adduser -D app
RUN deluser app
COPY . /app
RUN chown -R app /app
