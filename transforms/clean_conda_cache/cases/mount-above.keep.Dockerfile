FROM continuumio/miniconda3
RUN --mount=type=tmpfs,target=/opt conda install -y numpy
