FROM continuumio/miniconda3
RUN conda() { echo "$@"; } && conda install -y numpy
