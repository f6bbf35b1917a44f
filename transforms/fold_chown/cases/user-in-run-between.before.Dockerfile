FROM alpine:3.20
WORKDIR /app
COPY . .
RUN addgroup -S app \
    && adduser -S -G app app
EXPOSE 80
RUN chown -R app:app .
