# escape=`
FROM debian:bookworm-slim
LABEL A=1
LABEL B=2
