FROM debian:bookworm
ARG F=x.py
ADD $F /x
ADD ${F}.py /x
