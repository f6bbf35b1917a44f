FROM continuumio/miniconda3
RUN if [ "$TARGETARCH" = amd64 ]; then conda install -y mkl; fi
