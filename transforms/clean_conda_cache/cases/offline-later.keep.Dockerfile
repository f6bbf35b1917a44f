FROM continuumio/miniconda3
RUN conda install -y numpy
RUN conda create -n x --offline numpy
