FROM debian:bookworm-slim
LABEL A=1 \
	B=2 \
	C=3
RUN x
