/** Given names that are common in the United States, to notice a person's name that no roster knows. Those that are words or places besides are left out. */

export const givenNames: ReadonlySet<string> = new Set(
  `Aaliyah Aaron Abby Abigail Abraham Adam Addison Adrian Ahmed Aidan Aisha Alan Albert Alejandra Alejandro Alex Alexa
  Alexander Alexandra Alexis Alfredo Ali Alice Alicia Alison Allison Alyssa Amanda Amber Amelia Amir Amy Ana Andre Andrea
  Andrew Andy Angel Angela Angelica Anita Ann Anna Anne Annie Anthony Antonio Ariana Arianna Arthur Ashley Aubrey Audrey
  Ava Bailey Barbara Beatrice Becky Bella Benjamin Bernard Beth Bethany Betty Beverly Blake Bob Bonnie Brad Bradley
  Brandon Brenda Brian Brianna Brittany Brooklyn Bruce Bryan Caden Caitlin Caleb Cameron Camila Carl Carla Carlos Carmen
  Carol Caroline Carolyn Carrie Carter Catherine Cathy Cecilia Celeste Cesar Chad Charles Charlie Chelsea Cheryl Chloe
  Chris Christina Christine Christopher Cindy Claire Clara Claudia Cody Colin Connie Connor Corey Craig Cristian Crystal
  Curtis Cynthia Daisy Damian Dan Dana Daniel Daniela Danielle Danny Darius Darlene Darren Dave David Deborah Debra Denise
  Dennis Derek Destiny Devin Diana Diane Diego Dominic Donald Donna Doris Dorothy Douglas Dylan Eduardo Edward Edwin
  Elaine Eleanor Elena Eli Eliana Elias Elijah Elizabeth Ella Ellen Ellie Emilia Emily Emma Enrique Eric Erica Erik Erika
  Erin Esther Ethan Eugene Eva Evan Evelyn Fatima Felicia Felix Fernando Fiona Frances Francisco Frank Fred Gabriel
  Gabriela Gabriella Gary Gavin George Gerald Gianna Gina Gloria Gordon Greg Gregory Hailey Hannah Harold Harry Hassan
  Hazel Heather Hector Heidi Helen Henry Holly Howard Ian Ibrahim Irene Isaac Isabel Isabella Isaiah Ivan Jack Jacob
  Jacqueline Jaden Jake Jamal James Jamie Jane Janet Janice Jared Jasmine Jason Javier Jayden Jean Jeff Jeffrey Jenna
  Jennifer Jenny Jeremiah Jeremy Jerry Jesse Jessica Jesus Jill Jim Jimmy Joan Joanna Joe Joel John Johnny Jon Jonathan
  Jorge Jose Joseph Josh Joshua Josiah Joyce Juan Juanita Judith Judy Julia Julian Juliana Julie Justin Karen Karina Karl
  Katelyn Katherine Kathleen Kathryn Kathy Katie Kayla Keith Kelly Ken Kenneth Kevin Khadija Kim Kimberly Kristen Kristin
  Kristina Kyle Kylie Lamar Larry Latoya Laura Lauren Leah Leo Leonard Leslie Levi Liam Lillian Linda Lindsay Lindsey Lisa
  Logan Lori Louis Louise Lucas Lucia Lucy Luis Luke Luna Lydia Lynn Mackenzie Makayla Manuel Marc Marcus Margaret Maria
  Mariah Mariana Marie Marilyn Mario Marisol Martha Martin Marvin Mary Mateo Matt Matthew Maya Megan Melanie Melissa
  Michael Michele Michelle Miguel Mike Mila Miriam Mohamed Mohammed Molly Monica Muhammad Nancy Naomi Natalia Natalie
  Natasha Nathan Nathaniel Nevaeh Nicholas Nicole Nina Noah Nora Norma Oliver Olivia Omar Oscar Pamela Patricia Patrick
  Paul Paula Pedro Penelope Peter Phil Philip Phillip Phyllis Priya Rachel Rafael Ralph Ramon Randy Raul Raymond Rebecca
  Ricardo Richard Rick Rita Robert Roberto Robin Roger Ronald Rosa Rosemary Roy Russell Ruth Ryan Sabrina Sally Sam
  Samantha Samuel Sandra Sara Sarah Scott Sean Sebastian Sergio Shannon Sharon Sheila Shirley Sofia Sonia Sophia Sophie
  Stacy Stanley Stella Stephanie Stephen Steve Steven Sue Susan Sydney Sylvia Tamara Tammy Tanya Tara Taylor Teresa Terry
  Theodore Theresa Thomas Tiffany Tim Timothy Tina Todd Tom Tony Tonya Tracy Travis Trevor Tyler Valentina Valerie Vanessa
  Vera Veronica Vicki Victor Victoria Vincent Violet Vivian Walter Wanda Wayne Wendy William Wyatt Xavier Yesenia Yolanda
  Yusuf Yvonne Zachary Zoe Zoey`.split(/\s+/),
);
