FROM continuumio/miniconda3
RUN exec conda install -y numpy
