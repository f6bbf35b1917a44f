FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN git config --global url.https://x/.insteadOf https://y/
RUN go build -o /x .
FROM scratch
COPY --from=build /x /x
