FROM continuumio/miniconda3
ENV CONDA_PKGS_DIRS=/data/cache
RUN conda install -y numpy
