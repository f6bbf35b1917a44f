FROM continuumio/miniconda3
RUN conda config --set allow_softlinks true
RUN conda install -y numpy
