FROM continuumio/miniconda3:24.1.2-0
RUN conda create -y -n a numpy
RUN conda config --set offline true && conda create -y -n b numpy
