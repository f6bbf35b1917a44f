FROM golang:1.23-alpine
ARG GIT_COMMIT=unknown
RUN apk add --no-cache git
WORKDIR /src
COPY . .
RUN go build -ldflags "-X main.commit=$GIT_COMMIT" -o /server .
