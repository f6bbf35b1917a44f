FROM alpine:3.20
WORKDIR /app
RUN addgroup -S app && adduser -S -G app app
COPY --chown=app:app . .
EXPOSE 80
RUN chown app:app .
