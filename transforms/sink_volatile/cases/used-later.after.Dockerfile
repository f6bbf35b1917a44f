FROM golang:1.23-alpine
RUN apk add --no-cache git
WORKDIR /src
COPY . .
ARG GIT_COMMIT=unknown
RUN go build -ldflags "-X main.commit=$GIT_COMMIT" -o /server .
