FROM debian:bookworm
ADD * /app/
ADD x.* /app/
ADD */ /app/
