FROM continuumio/miniconda3
RUN conda install -y numpy conda-pack
RUN conda-pack -n base -o /tmp/env.tar
